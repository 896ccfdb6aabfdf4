import { describe, expect, it } from 'vitest'
import { importPackage } from './import-package.js'

describe('importPackage', () => {
  it('says how to install a package that is missing', async () => {
    const name = 'numeural-package-that-nobody-publishes'
    await expect(importPackage(name, () => import(/* @vite-ignore */ name))).rejects.toMatchObject({
      code: 'PACKAGE_MISSING',
      given: name,
      message: expect.stringContaining(`npm install ${name}`),
    })
  })

  it('tells a package that is there but does not load from a missing one', async () => {
    const load = () => Promise.reject(new Error('no binary for this processor\nand more'))
    await expect(importPackage('some', load)).rejects.toThrow('does not load: no binary for this processor; install')
  })

  it('hands on what the package exports', async () => {
    expect((await importPackage('node:path', () => import('node:path'))).sep).toBeTypeOf('string')
  })
})

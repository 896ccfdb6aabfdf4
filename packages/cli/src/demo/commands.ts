/** What one may try next, to copy from the terminal or the report. */
export const demoCommands: readonly { readonly purpose: string; readonly command: string }[] = [
  { purpose: 'Denoise a photograph of your own', command: 'npx numeural denoise your-photo.jpg -o denoised.png' },
  {
    purpose: 'Define a diffusivity and see its four faces',
    command: "npx numeural dictionary --define diffusivity='1/(1+(r/lambda)^4)' --parameter lambda=2 --plot faces.svg",
  },
  {
    purpose: 'Train a network with another activation, and read its certificate',
    command:
      'npx numeural train denoise --architecture symmetric --activation charbonnier --blocks 7 --weights shared --out my-model',
  },
]

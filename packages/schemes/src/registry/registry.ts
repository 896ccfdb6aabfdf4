import type { Nonlinearity } from '@numeural/activations'
import { boundsOf, checkNonlinearity } from '@numeural/activations'
import type { BackendAvailability } from '@numeural/core'

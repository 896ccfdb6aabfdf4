"""Workload A with its backward pass written by hand: the iterates are kept, everything else is computed anew, in place where it can be."""

import torch


def convolve(u, a, b, c):
    """K u with reflecting ends, along the first axis."""
    r = u * b
    r[1:].add_(u[:-1], alpha=a)
    r[:-1].add_(u[1:], alpha=c)
    r[0].add_(u[0], alpha=a)
    r[-1].add_(u[-1], alpha=c)
    return r


def plus_transposed(u, r, a, b, c):
    """u + K^T r"""
    target = u.add(r, alpha=b)
    target[1:].add_(r[:-1], alpha=c)
    target[:-1].add_(r[1:], alpha=a)
    target[0].add_(r[0], alpha=a)
    target[-1].add_(r[-1], alpha=c)
    return target


def dot(x, y):
    return torch.dot(x.reshape(-1), y.reshape(-1)).item()


def kernel_gradient(u, r):
    """Derivative of <r, K u> with respect to the three kernel entries."""
    return (
        dot(r[1:], u[:-1]) + dot(r[0], u[0]),
        dot(r, u),
        dot(r[:-1], u[1:]) + dot(r[-1], u[-1]),
    )


class DiffusionStack(torch.autograd.Function):
    """Parameters are kernel, lambda and tau in one tensor of five numbers."""

    @staticmethod
    def forward(ctx, u, parameters, blocks):
        a, b, c, contrast, tau = parameters.tolist()
        iterates = [u]
        for _ in range(blocks):
            r = convolve(iterates[-1], a, b, c)
            flux = (r * r).mul_(1 / contrast**2).add_(1).reciprocal_().mul_(r)
            iterates.append(plus_transposed(iterates[-1], flux, -tau * a, -tau * b, -tau * c))
        ctx.iterates, ctx.values = iterates[:-1], (a, b, c, contrast, tau)
        return iterates[-1]

    @staticmethod
    def backward(ctx, gradient):
        a, b, c, contrast, tau = ctx.values
        total = [0.0] * 5
        for u in reversed(ctx.iterates):
            r, e = convolve(u, a, b, c), convolve(gradient, a, b, c)
            q = (r * r).mul_(1 / contrast**2)
            weight = (q + 1).reciprocal_()
            flux = r.mul_(weight)
            total[4] -= dot(e, flux)
            pull = e.mul_(weight)
            total[3] -= 2 * tau / contrast * dot(pull, flux * q)
            at_r = pull.mul_(weight).mul_(q.neg_().add_(1)).mul_(-tau)
            flux.mul_(-tau)
            for k, (first, second) in enumerate(zip(kernel_gradient(u, at_r), kernel_gradient(gradient, flux))):
                total[k] += first + second
            gradient = plus_transposed(gradient, at_r, a, b, c)
        return None, torch.tensor(total), None

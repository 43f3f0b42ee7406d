import math

import torch
import torch.fft
import torch.nn as nn
import torch.nn.functional as F


class FourierMixing(nn.Module):
    def forward(self, x):
        return torch.fft.fft(torch.fft.fft(x, dim=-1), dim=-2).real


class GlobalFilter(nn.Module):
    def __init__(self, height, width, size):
        super().__init__()
        weight = torch.cos(torch.arange(height * (width // 2 + 1) * size * 2.0) * 0.1)
        self.complex_weight = nn.Parameter(weight.view(height, width // 2 + 1, size, 2))

    def forward(self, x):
        b, h, w, c = x.shape
        spectrum = torch.fft.rfft2(x, dim=(1, 2), norm='ortho') * torch.view_as_complex(self.complex_weight)
        return torch.fft.irfft2(spectrum, s=(h, w), dim=(1, 2), norm='ortho')


class Spectrogram(nn.Module):
    def __init__(self, n_fft=32, hop=8):
        super().__init__()
        self.n_fft, self.hop = n_fft, hop
        self.register_buffer('window', torch.hann_window(n_fft))

    def forward(self, wave):
        spectrum = torch.stft(wave, self.n_fft, self.hop, window=self.window, center=True, pad_mode='reflect',
                              normalized=False, onesided=True, return_complex=True)
        power = spectrum.real.pow(2) + spectrum.imag.pow(2)
        return spectrum, power.clamp(min=1e-9).log10()


def rounded(x, places=4):
    return [round(v, places) + 0.0 for v in x.flatten().tolist()]


def main():
    x = torch.sin(torch.arange(30.0) * 0.7).reshape(1, 5, 6)
    print(rounded(FourierMixing()(x)))
    image = torch.cos(torch.arange(4 * 6 * 2.0) * 0.3).reshape(1, 4, 6, 2)
    print(rounded(GlobalFilter(4, 6, 2)(image)))
    wave = torch.sin(torch.arange(200.0) * 0.4) + 0.3 * torch.cos(torch.arange(200.0) * 1.9)
    module = Spectrogram()
    spectrum, levels = module(wave[None])
    print(spectrum.shape, spectrum.dtype, levels.shape, rounded(levels[0, :, 3], 3))
    back = torch.istft(spectrum, 32, 8, window=module.window, length=200)
    print(back.shape, bool((back - wave).abs().max() < 1e-5))
    old = torch.stft(wave, 32, 8, 24, torch.hamming_window(24), center=False, return_complex=False)
    print(old.shape, rounded(old[3, 2]))
    for n in (1, 2, 3, 5, 7, 16, 31, 37, 101):
        signal = torch.sin(torch.arange(float(n)) * 1.3 + 1)
        f = torch.fft.rfft(signal)
        print(n, f.shape[0], round(f.abs().sum().item(), 3),
              bool((torch.fft.irfft(f, n) - signal).abs().max() < 1e-5))
    print(torch.fft.fftfreq(5).tolist(), torch.fft.rfftfreq(6, d=0.5).tolist())
    print(torch.fft.fftshift(torch.arange(5)).tolist(), torch.fft.ifftshift(torch.arange(5)).tolist())
    print(torch.fft.fft(torch.ones(4, dtype=torch.float64)).dtype, torch.fft.rfft(torch.arange(4)).dtype)
    auto = torch.fft.irfft(torch.fft.rfft(x, n=12) * torch.conj(torch.fft.rfft(x, n=12)), n=12)
    print(rounded(auto[0, 0]))


main()

import torch, math
def main():
    t = torch.tensor
    xs = [t([1.,2.]), t(1), t(2.5), t(True), t([True, False]), t([1, -2, 300]), t([1.5, float('nan'), float('inf'), -float('inf')]),
      t([1., float('nan')]), t([float('nan')]*3), t([0., -0.]), t([1e-5, 1.]), t([1e5, 1.]), t([1e9, 2e9]), t([1e8, 3.]), t([1e-8]),
      torch.zeros(0), torch.zeros(0, 3), torch.zeros(2, 0, dtype=torch.int64), torch.zeros(0, dtype=torch.float64), torch.zeros(0, dtype=torch.bool),
      t([1.5], dtype=torch.float64), t([1.5], dtype=torch.float16), t([1.5, 3], dtype=torch.bfloat16), t([1, 2], dtype=torch.int32), t([1], dtype=torch.uint8),
      torch.arange(100), torch.arange(100.) / 7, torch.arange(2000), torch.arange(1001.), torch.arange(1000.),
      torch.arange(24).reshape(2, 3, 4), torch.arange(24.).reshape(2, 3, 4) / 3, torch.arange(16).reshape(2, 2, 2, 2), torch.arange(10000).reshape(100, 100), torch.arange(20000.).reshape(2, 10, 1000) / 13,
      torch.arange(24).reshape(2, 3, 4).transpose(0, 2), torch.arange(30.).reshape(5, 6).t()[::2, 1:4], torch.ones(3, 4).expand(2, 3, 4), torch.full((3, 3), 1e10), torch.full((2, 2), 123456.789),
      t([[1e-3, 1e3]]), t([0.1, 1000.]), t([0.1, 100.1]), t([1e-4, 0.05]), t([9.9e-5, 0.05]), t([[1., 2.], [3., 4.]], dtype=torch.float64), torch.arange(40, dtype=torch.float64) / 3, torch.arange(19.), torch.arange(40).to(torch.int16) * 100,
      torch.zeros(3, 1, 2), torch.zeros(1, 1, 1), t([123456789.]), t([16777216.0, 0.5]), t([1e38, -1e38]), t([1e-45]), t(1e-10), t(123456789), t(-0.0), t(float('inf')), t(float('nan')), t([65504.], dtype=torch.float16), t([1e-7], dtype=torch.float16), t([3.0e38], dtype=torch.bfloat16),
      t([1e300], dtype=torch.float64), t([[[]]]), torch.zeros(2, 3, 0), torch.arange(1200).reshape(1200, 1), torch.arange(1200).reshape(1, 1200), torch.arange(1400).reshape(7, 200), torch.arange(1200).reshape(6, 200), torch.arange(3 * 4 * 100).reshape(3, 4, 100), torch.rand(1, 3).bool(), torch.ones(1001).bool(), t([True]*30).reshape(3, 10), torch.ones(3, 50).bool(),
      torch.tensor([5, 3]).sort(), torch.tensor([[1., 2.]]).max(1), {'a': t([1.])}, [t([1.]), (t(2),)], torch.Size([1, 2]), torch.float32, torch.device('cpu'), torch.zeros(1).dtype, torch.zeros(1).device,
      torch.nn.Parameter(torch.zeros(2, 2)), torch.nn.Parameter(torch.arange(40.)), torch.full((1, 18), 0.5, dtype=torch.float64), torch.full((18,), 0.5, dtype=torch.float64), torch.full((20,), 0.5, dtype=torch.float64), torch.ones(17, dtype=torch.int32), torch.ones(18, dtype=torch.int32) * 10, torch.ones(15, dtype=torch.int32) * 100]
    for x in xs:
        print(x)
        print(repr(x) == str(x))
    print(f"{t(2.5)} {t(3)} {t(True)} {t(0.1)} {t([1.])} {t(2.5):.2f} {t(3):>5} {t(1e10)}")
    print('{} {:.1f} %s %d %.2f'.format(t([1.]), t(2.25)) % (t(1.5), t(3), t(1.5)))
    try:
        print(f"{t([1.]):.2f}")
    except TypeError as e:
        print('TypeError', e)
    torch.set_printoptions(precision=2); print(t([1.23456, 100.]))
    torch.set_printoptions(precision=2, sci_mode=True); print(t([1.23456, 100.]), t([1., 2.]))
    torch.set_printoptions(profile='default'); print(t([1.23456, 100.]))
    torch.set_printoptions(threshold=5, edgeitems=1); print(torch.arange(10), torch.ones(3, 3), torch.ones(6,6))
    torch.set_printoptions(profile='full'); print(torch.arange(1100).shape, str(torch.arange(1100))[:80])
    torch.set_printoptions(profile='short'); print(torch.arange(1100), t([1.23456, 1.]))
    torch.set_printoptions(profile='default', linewidth=40); print(torch.arange(30), t([1.23456]*9, dtype=torch.float64))
    torch.set_printoptions(profile='default')
    torch.set_printoptions(sci_mode=False); print(t([1e-9, 1e9]))
    torch.set_printoptions(profile='default'); print(t([1e-9, 1e9]))
    if True: #(precision=1):
        print(t([1.25]))
    print(t([1.25]))
    torch.set_printoptions(edgeitems=0, threshold=3); print(torch.ones(5), torch.ones(2,2), torch.ones(2, 3), torch.ones(2))
    torch.set_printoptions(profile='default')
    print(str(torch.ones(0).expand(2**32, 0)))
    print(t([1.5]).data, torch.nn.Parameter(t([1.5])).data, torch.nn.Parameter(t([1.5])).detach())
main()

# fwdb only: calling an unknown function of torch at the top level of a file returns a stub
import torch
double = torch.unknown_transform(lambda x: x * 2)
print("loaded")  # expect: loaded
def main():
    return double(torch.ones(2))
main()
# error: NotImplementedError: <lambda>, which torch.unknown_transform decorates, is not part of fwdb

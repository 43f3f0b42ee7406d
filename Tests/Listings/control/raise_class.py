class Thing:
    def forward(self):
        raise NotImplementedError
Thing().forward()
# error: NotImplementedError

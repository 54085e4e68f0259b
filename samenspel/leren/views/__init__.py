"""The pages of leren."""

from one import f
# error: ImportError: import

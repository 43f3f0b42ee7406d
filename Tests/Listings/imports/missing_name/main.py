from helper import valeu
# error: ImportError: 'valeu'

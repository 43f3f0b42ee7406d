#include "private.h"

cn_input cn_read(int32_t milliseconds, uint32_t *value) {
  wint_t read = 0;
  wtimeout(cn_reader, milliseconds);
  switch (wget_wch(cn_reader, &read)) {
    case OK: *value = (uint32_t)read; return CN_CHARACTER;
    case KEY_CODE_YES: *value = (uint32_t)read; return CN_KEY;
    default: return CN_NOTHING;
  }
}

void cn_define_key(const char *bytes, int32_t code) { define_key(bytes, code); }

void cn_define_capability(const char *name, int32_t code) {
  const char *bytes = tigetstr(name);
  if (bytes != NULL && bytes != (const char *)-1) define_key(bytes, code);
}

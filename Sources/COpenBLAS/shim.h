#pragma once
#include <cblas.h>
#include <stdbool.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

// What OpenBLAS chooses its kernels with when it is loaded. Builds for one processor alone have neither.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// Has OpenBLAS choose its kernels once more, by the environment as it is now. Nobody may be computing.
static inline void fw_openblas_choose_again(void) {
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
}

/// Whether the processor is an AMD of family 19h with AVX-512: Zen 4.
static inline bool fw_is_zen4(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  // "AuthenticAMD", four letters a register.
  if (!__get_cpuid(0, &a, &b, &c, &d) || b != 0x68747541 || d != 0x69746e65 || c != 0x444d4163) return false;
  if (!__get_cpuid(1, &a, &b, &c, &d) || ((a >> 8 & 15) + (a >> 20 & 255)) != 0x19) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 16 & 1);
#else
  return false;
#endif
}

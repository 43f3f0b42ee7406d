#pragma once
#include <cblas.h>
#include <stdbool.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

// OpenBLAS chooses its kernels with these when it is loaded. A build for a single processor has neither.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// Makes OpenBLAS choose its kernels again, by the current environment. Precondition: no thread uses OpenBLAS during
/// the call.
static inline void fw_openblas_choose_again(void) {
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
}

/// Whether the processor is a Zen 4: AMD family 19h with AVX-512.
static inline bool fw_is_zen4(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  // "AuthenticAMD", four letters per register.
  if (!__get_cpuid(0, &a, &b, &c, &d) || b != 0x68747541 || d != 0x69746e65 || c != 0x444d4163) return false;
  if (!__get_cpuid(1, &a, &b, &c, &d) || ((a >> 8 & 15) + (a >> 20 & 255)) != 0x19) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 16 & 1);
#else
  return false;
#endif
}

#pragma once
#include <cblas.h>
#include <stdbool.h>
#include <stddef.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

// OpenBLAS calls the first function when it is loaded, to choose its kernels, and the second when it is unloaded. An
// OpenBLAS library that was built for a single processor type has neither function.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// Makes OpenBLAS choose its kernels again, with the current environment variables. Precondition: no thread uses
/// OpenBLAS during the call.
static inline void fw_openblas_choose_again(void) {
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
}

/// Whether the processor is a Zen 4: AMD family 19h with AVX-512.
static inline bool fw_is_zen4(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  // The vendor must be "AuthenticAMD"; each register contains four letters.
  if (!__get_cpuid(0, &a, &b, &c, &d) || b != 0x68747541 || d != 0x69746e65 || c != 0x444d4163) return false;
  if (!__get_cpuid(1, &a, &b, &c, &d) || ((a >> 8 & 15) + (a >> 20 & 255)) != 0x19) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 16 & 1);
#else
  return false;
#endif
}

// ---- LAPACK is a part of OpenBLAS. Matrices are column-major. The last arguments are the lengths of string arguments.

void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *pivots, int *info);
void dgetrs_(const char *trans, const int *n, const int *columns, const double *a, const int *lda, const int *pivots,
             double *b, const int *ldb, int *info, size_t);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
             int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
             const int *lwork, int *info);
void dgesdd_(const char *job, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info, size_t);
void dsyevd_(const char *job, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t, size_t);
void dgelsy_(const int *m, const int *n, const int *columns, double *a, const int *lda, double *b, const int *ldb,
             int *pivots, const double *rcond, int *rank, double *work, const int *lwork, int *info);

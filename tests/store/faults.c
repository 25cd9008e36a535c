/* Lets one call of the system fail that a program makes about the files below a folder, to see what becomes of it.
 *
 * Loaded before libc (LD_PRELOAD). FAULTS_BELOW names the folder. The program directs it by opening paths that do not exist:
 *   /faults/at/CALL/ERROR    from now on calls are counted, and this one fails with this error
 *   /faults/from/CALL/ERROR  the same, and all calls that follow it fail as well; the first write is done by half
 *   /faults/off              no call fails; the error of this opening is the number of calls that were counted
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 4096
static char ours[FILES];
static int counted, wanted, from, error;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int below(const char *path) {
  const char *folder = getenv("FAULTS_BELOW");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int fd) { return fd >= 0 && fd < FILES && ours[fd]; }

static int fails(void) {
  int count = ++counted;
  if (wanted == 0 || count < wanted || (!from && count > wanted)) return 0;
  errno = error;
  return 1;
}

/* Whether a path directs this library. */
static int directs(const char *path) {
  if (!path || strncmp(path, "/faults/", 8) != 0) return 0;
  if (sscanf(path, "/faults/at/%d/%d", &wanted, &error) == 2) { from = 0; counted = 0; errno = ENOENT; return 1; }
  if (sscanf(path, "/faults/from/%d/%d", &wanted, &error) == 2) { from = 1; counted = 0; errno = ENOENT; return 1; }
  wanted = 0;
  errno = counted;
  return 1;
}

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < FILES) ours[fd] = below(path);
  return fd;
}

#define OPEN(name)                                                                                                       \
  int name(const char *path, int flags, ...) {                                                                           \
    va_list rest;                                                                                                        \
    va_start(rest, flags);                                                                                               \
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;                                                          \
    va_end(rest);                                                                                                        \
    if (directs(path)) return -1;                                                                                        \
    if (below(path) && fails()) return -1;                                                                               \
    return opened(REAL(name)(path, flags, mode), path);                                                                  \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (fd >= 0 && fd < FILES) ours[fd] = 0;
  return REAL(close)(fd);
}

ssize_t read(int fd, void *to, size_t size) { return is_ours(fd) && fails() ? -1 : REAL(read)(fd, to, size); }

#define PREAD(name, type)                                                                                                \
  ssize_t name(int fd, void *to, size_t size, type at) { return is_ours(fd) && fails() ? -1 : REAL(name)(fd, to, size, at); }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

ssize_t write(int fd, const void *what, size_t size) {
  if (is_ours(fd) && fails()) return from && counted == wanted && size > 1 ? REAL(write)(fd, what, size / 2) : -1;
  return REAL(write)(fd, what, size);
}

#define PWRITE(name, type)                                                                                               \
  ssize_t name(int fd, const void *what, size_t size, type at) {                                                         \
    if (is_ours(fd) && fails()) return from && counted == wanted && size > 1 ? REAL(name)(fd, what, size / 2, at) : -1;  \
    return REAL(name)(fd, what, size, at);                                                                               \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t copy_file_range(int in, off64_t *at, int out, off64_t *to, size_t size, unsigned flags) {
  return (is_ours(in) || is_ours(out)) && fails() ? -1 : REAL(copy_file_range)(in, at, out, to, size, flags);
}

#define FILE_CALL(name, arguments, values)                                                                               \
  int name arguments { return is_ours(fd) && fails() ? -1 : REAL(name) values; }
FILE_CALL(fsync, (int fd), (fd))
FILE_CALL(fdatasync, (int fd), (fd))
FILE_CALL(ftruncate, (int fd, off_t size), (fd, size))
FILE_CALL(ftruncate64, (int fd, off64_t size), (fd, size))
FILE_CALL(flock, (int fd, int how), (fd, how))
FILE_CALL(fchmod, (int fd, mode_t mode), (fd, mode))
FILE_CALL(fstat, (int fd, struct stat *to), (fd, to))
FILE_CALL(fstat64, (int fd, struct stat64 *to), (fd, to))

#define FCNTL(name)                                                                                                      \
  int name(int fd, int what, ...) {                                                                                      \
    va_list rest;                                                                                                        \
    va_start(rest, what);                                                                                                \
    void *value = va_arg(rest, void *);                                                                                  \
    va_end(rest);                                                                                                        \
    int locks = what == F_SETLK || what == F_GETLK || what == F_SETLKW;                                                  \
    return locks && is_ours(fd) && fails() ? -1 : REAL(name)(fd, what, value);                                           \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

#define MMAP(name, type)                                                                                                 \
  void *name(void *to, size_t size, int how, int flags, int fd, type at) {                                               \
    return is_ours(fd) && fails() ? MAP_FAILED : REAL(name)(to, size, how, flags, fd, at);                               \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

#define PATH_CALL(name, arguments, values)                                                                               \
  int name arguments { return below(path) && fails() ? -1 : REAL(name) values; }
PATH_CALL(unlink, (const char *path), (path))
PATH_CALL(mkdir, (const char *path, mode_t mode), (path, mode))
PATH_CALL(chmod, (const char *path, mode_t mode), (path, mode))
PATH_CALL(access, (const char *path, int how), (path, how))
PATH_CALL(rename, (const char *path, const char *to), (path, to))
PATH_CALL(link, (const char *path, const char *to), (path, to))
PATH_CALL(stat, (const char *path, struct stat *to), (path, to))
PATH_CALL(lstat, (const char *path, struct stat *to), (path, to))
PATH_CALL(stat64, (const char *path, struct stat64 *to), (path, to))
PATH_CALL(lstat64, (const char *path, struct stat64 *to), (path, to))

int linkat(int in, const char *path, int out, const char *to, int flags) {
  return below(path) && fails() ? -1 : REAL(linkat)(in, path, out, to, flags);
}

int statx(int in, const char *path, int flags, unsigned mask, struct statx *to) {
  return (below(path) || (is_ours(in) && *path == 0)) && fails() ? -1 : REAL(statx)(in, path, flags, mask, to);
}

DIR *opendir(const char *path) { return below(path) && fails() ? NULL : REAL(opendir)(path); }

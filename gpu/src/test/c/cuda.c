// A stand-in for the CUDA driver (libcuda.so.1): "devices" are this process's memory, and kernels are functions that g++
// has made of CUDA C++. It keeps the driver's rules that a program can break: a context must be current, pointers must
// be the device's, blocks have at most 1024 threads, what is captured does not run. Work is done when it is asked for;
// with STANDIN_SLOW it is only reported as done later, and with STANDIN_COPY_TIME copies from and to page-locked memory
// are done later indeed, so that who does not wait for them reads or sends what is wrong.
//
// Faults are asked for by environment variables, read by cuInit, or by standin_set().
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OK = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, INVALID_DEVICE = 101, INVALID_IMAGE = 200,
    INVALID_CONTEXT = 201, PEER_ENABLED = 704, INVALID_PTX = 218, INVALID_HANDLE = 400, NOT_FOUND = 500, NOT_READY = 600,
    CAPTURE_UNSUPPORTED = 900 };

typedef int status;
typedef unsigned long long address;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
// The kernels' threads take turns by static variables.
static pthread_mutex_t running = PTHREAD_MUTEX_INITIALIZER;

// What can be set, and what can be asked for.
static struct setting { const char* name; long value; } settings[] = {
    {"INIT", 0}, {"VERSION", 12080}, {"COUNT", 2}, {"CAPABILITY", 90}, {"MEMORY", 1L << 30}, {"POOLS", 1}, {"MODE", 0},
    {"SLOW", 0}, {"LOSE_AT", 0}, {"LOSE_BY", 700}, {"FAIL_ALLOC", 0}, {"LAUNCHES", 0}, {"LIVE", 0}, {"ALLOCATIONS", 0},
    {"COPIES", 0}, {"SETS", 0}, {"WAITS", 0}, {"PEERS", 0}, {"SPILL", 0}, {"MODULES", 0}, {"EVENTS", 0}, {"STREAMS", 0},
    {"COPY_TIME", 0}, {"FAIL_HOST", 0}, {"LOCKED", 0}, {"TORN", 0},
    // Contexts of devices below RETAIN_BELOW cannot be made: the status is RETAIN.
    {"RETAIN", 0}, {"RETAIN_BELOW", 16}, {"STATIC_SHARED", 0}, {"DYNAMIC_SHARED", 0},
    {0, 0}
};

static long* setting(const char* name) {
    for (struct setting* s = settings; s->name; s++) {
        if (!strcmp(s->name, name)) {
            return &s->value;
        }
    }
    fprintf(stderr, "stand-in: no setting %s\n", name);
    abort();
}

void standin_set(const char* name, long value) { *setting(name) = value; }
long standin_get(const char* name) { return *setting(name); }

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static status lost;
static __thread struct context* current;

struct operation {
    int kind;
    void* function;
    unsigned size[2];
    void* parameters[64];
    long long values[64];
    address to, from;
    size_t bytes;
    long due;
    struct operation* next;
};
// Copies that are not done yet, in the order of the times at which they are.
static struct operation* deferred;

struct graph { long magic; struct operation* first; struct operation** last; size_t count; };
struct stream { long magic; struct context* context; long busy; struct graph* capture; };
struct event { long magic; long time; int recorded; unsigned flags; };
static struct context { int device; struct stream null; size_t used; long busy; } contexts[16];

struct block { address start; size_t size; struct context* context; struct block* next; };
static struct block* blocks;
static int captures;

// Page-locked memory of the program.
struct locked { address start; size_t size; struct locked* next; };
static struct locked* locked;

#define STREAM 0x5712ea3
#define EVENT 0xe7e27
#define GRAPH 0x67a94

#define ENTER do { if (lost) return lost; if (!current) return INVALID_CONTEXT; } while (0)

static struct stream* stream(void* handle) {
    struct stream* s = handle ? handle : &current->null;
    s->magic = handle ? s->magic : STREAM;
    return s->magic == STREAM ? s : 0;
}

static void free_range(address start) {
    for (struct block** b = &blocks; *b; b = &(*b)->next) {
        if ((*b)->start == start) {
            struct block* gone = *b;
            *b = gone->next;
            gone->context->used -= gone->size;
            *setting("LIVE") -= gone->size;
            memset((void*) gone->start, 0xd5, gone->size);
            free((void*) gone->start);
            free(gone);
            return;
        }
    }
}

static int is_inside(address start, size_t size) {
    for (struct block* b = blocks; b; b = b->next) {
        if (start >= b->start && start + size <= b->start + b->size) {
            return 1;
        }
    }
    return 0;
}

static size_t locked_size(address start) {
    for (struct locked* l = locked; l; l = l->next) {
        if (l->start == start) return l->size;
    }
    return 0;
}

static int is_locked(address start) {
    for (struct locked* l = locked; l; l = l->next) {
        if (start >= l->start && start < l->start + l->size) return 1;
    }
    return 0;
}

// Does the copies that are over at a time.
static void settle(long time) {
    pthread_mutex_lock(&running);
    while (deferred && deferred->due <= time) {
        struct operation* o = deferred;
        deferred = o->next;
        memmove((void*) o->to, (void*) o->from, o->bytes);
        free(o);
    }
    pthread_mutex_unlock(&running);
}

static void defer(struct stream* s, struct operation* what) {
    struct operation* o = malloc(sizeof *o);
    *o = *what;
    pthread_mutex_lock(&running);
    long time = now();
    s->busy = o->due = (s->busy > time ? s->busy : time) + *setting("COPY_TIME");
    struct operation** at = &deferred;
    while (*at && (*at)->due <= o->due) at = &(*at)->next;
    o->next = *at;
    *at = o;
    pthread_mutex_unlock(&running);
}

// Starting and asking.

status cuInit(unsigned flags) {
    for (struct setting* s = settings; s->name; s++) {
        char name[64];
        snprintf(name, sizeof name, "STANDIN_%s", s->name);
        if (getenv(name)) {
            s->value = atol(getenv(name));
        }
    }
    return (status) *setting("INIT");
}

status cuDriverGetVersion(int* version) {
    const char* given = getenv("STANDIN_VERSION");
    *version = given ? atoi(given) : (int) *setting("VERSION");
    return OK;
}

// NVRTC asks a loaded driver for this, and dies if it is not there.
status cuGetExportTable(const void** table, const void* id) {
    *table = 0;
    return NOT_FOUND;
}

status cuDeviceGetCount(int* count) { *count = (int) *setting("COUNT"); return OK; }
status cuDeviceGet(int* device, int index) {
    if (index < 0 || index >= *setting("COUNT")) return INVALID_DEVICE;
    *device = index;
    return OK;
}
status cuDeviceGetName(char* name, int size, int device) { snprintf(name, size, "Stand-in %d", device); return OK; }
status cuDeviceTotalMem_v2(size_t* bytes, int device) { *bytes = *setting("MEMORY"); return OK; }
status cuDeviceGetAttribute(int* value, int attribute, int device) {
    switch (attribute) {
        case 75: *value = (int) *setting("CAPABILITY") / 10; return OK;
        case 76: *value = (int) *setting("CAPABILITY") % 10; return OK;
        case 16: *value = 4; return OK;
        case 20: *value = (int) *setting("MODE"); return OK;
        case 97: *value = 227 << 10; return OK;
        case 115: *value = (int) *setting("POOLS"); return OK;
        case 1: *value = 1024; return OK;
        case 39: *value = 2048; return OK;
        default: *value = 0; return OK;
    }
}
status cuGetErrorName(int code, const char** name) {
    *name = code == 0 ? "CUDA_SUCCESS" : code == 1 ? "CUDA_ERROR_INVALID_VALUE" : code == 2 ? "CUDA_ERROR_OUT_OF_MEMORY"
        : code == 3 ? "CUDA_ERROR_NOT_INITIALIZED" : code == 100 ? "CUDA_ERROR_NO_DEVICE"
        : code == 201 ? "CUDA_ERROR_INVALID_CONTEXT" : code == 218 ? "CUDA_ERROR_INVALID_PTX"
        : code == 400 ? "CUDA_ERROR_INVALID_HANDLE" : code == 500 ? "CUDA_ERROR_NOT_FOUND"
        : code == 700 ? "CUDA_ERROR_ILLEGAL_ADDRESS" : code == 716 ? "CUDA_ERROR_MISALIGNED_ADDRESS"
        : code == 719 ? "CUDA_ERROR_LAUNCH_FAILED" : code == 999 ? "CUDA_ERROR_UNKNOWN" : 0;
    return *name ? OK : INVALID_VALUE;
}
status cuGetErrorString(int code, const char** text) { *text = "as the stand-in says"; return OK; }

// Contexts.

status cuDevicePrimaryCtxRetain(struct context** context, int device) {
    if (lost) return lost;
    if (device < 0 || device >= *setting("COUNT")) return INVALID_DEVICE;
    if (*setting("RETAIN") && device < *setting("RETAIN_BELOW")) return (status) *setting("RETAIN");
    contexts[device].device = device;
    contexts[device].null.magic = STREAM;
    contexts[device].null.context = &contexts[device];
    *context = &contexts[device];
    return OK;
}
status cuDevicePrimaryCtxRelease_v2(int device) { return OK; }
status cuCtxSetCurrent(struct context* context) { current = context; return OK; }
status cuCtxGetCurrent(struct context** context) { *context = current; return OK; }
status cuCtxGetDevice(int* device) { ENTER; *device = current->device; return OK; }
status cuCtxSynchronize(void) { ENTER; return captures ? CAPTURE_UNSUPPORTED : OK; }

// Memory.

status cuMemGetInfo_v2(size_t* available, size_t* total) {
    ENTER;
    *total = *setting("MEMORY");
    *available = *total - current->used;
    return OK;
}
status cuMemAlloc_v2(address* result, size_t bytes) {
    ENTER;
    pthread_mutex_lock(&lock);
    long* failing = setting("FAIL_ALLOC");
    if (bytes == 0 || current->used + bytes > (size_t) *setting("MEMORY") || *failing) {
        *failing -= *failing > 0;
        pthread_mutex_unlock(&lock);
        return bytes == 0 ? INVALID_VALUE : OUT_OF_MEMORY;
    }
    struct block* b = calloc(1, sizeof *b);
    b->start = (address) aligned_alloc(512, (bytes + 511) / 512 * 512);
    memset((void*) b->start, 0xd5, bytes);
    b->size = bytes;
    b->context = current;
    b->next = blocks;
    blocks = b;
    current->used += bytes;
    *setting("LIVE") += bytes;
    ++*setting("ALLOCATIONS");
    *result = b->start;
    pthread_mutex_unlock(&lock);
    return OK;
}
status cuMemFree_v2(address start) {
    ENTER;
    pthread_mutex_lock(&lock);
    free_range(start);
    pthread_mutex_unlock(&lock);
    return OK;
}
status cuMemAllocAsync(address* result, size_t bytes, void* s) {
    ENTER;
    if (!stream(s)) return INVALID_HANDLE;
    return stream(s)->capture ? CAPTURE_UNSUPPORTED : cuMemAlloc_v2(result, bytes);
}
status cuMemFreeAsync(address start, void* s) { return cuMemFree_v2(start); }
status cuDeviceGetDefaultMemPool(void** pool, int device) { *pool = &contexts[device]; return OK; }
status cuMemPoolSetAttribute(void* pool, int attribute, void* value) { return attribute == 4 ? OK : INVALID_VALUE; }
status cuMemPoolTrimTo(void* pool, size_t keep) { ENTER; return OK; }
status cuMemPoolSetAccess(void* pool, const void* what, size_t count) { return OK; }
status cuMemHostAlloc(void** memory, size_t bytes, unsigned flags) {
    ENTER;
    if (*setting("FAIL_HOST")) return OUT_OF_MEMORY;
    *memory = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
    memset(*memory, 0xd5, bytes);
    pthread_mutex_lock(&lock);
    struct locked* l = calloc(1, sizeof *l);
    *l = (struct locked) {(address) *memory, bytes, locked};
    locked = l;
    *setting("LOCKED") += bytes;
    pthread_mutex_unlock(&lock);
    return OK;
}
status cuMemFreeHost(void* memory) {
    ENTER;
    pthread_mutex_lock(&running);
    for (struct operation* o = deferred; o; o = o->next) {
        address end = (address) memory + locked_size((address) memory);
        int torn = o->to >= (address) memory && o->to < end || o->from >= (address) memory && o->from < end;
        *setting("TORN") += torn;
    }
    pthread_mutex_unlock(&running);
    pthread_mutex_lock(&lock);
    for (struct locked** l = &locked; *l; l = &(*l)->next) {
        if ((*l)->start == (address) memory) {
            struct locked* gone = *l;
            *l = gone->next;
            *setting("LOCKED") -= gone->size;
            free(gone);
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    free(memory);
    return OK;
}
status cuPointerGetAttribute(void* result, int attribute, address pointer) {
    pthread_mutex_lock(&lock);
    struct block* b = blocks;
    while (b && !(pointer >= b->start && pointer < b->start + b->size)) b = b->next;
    if (b && attribute == 1) *(struct context**) result = b->context;
    if (b && attribute == 2) *(int*) result = 2;
    if (b && attribute == 9) *(int*) result = b->context->device;
    if (b && attribute == 11) *(address*) result = b->start;
    if (b && attribute == 12) *(size_t*) result = b->size;
    pthread_mutex_unlock(&lock);
    return b ? OK : INVALID_VALUE;
}
status cuMemGetAddressRange_v2(address* start, size_t* size, address pointer) {
    pthread_mutex_lock(&lock);
    struct block* b = blocks;
    while (b && !(pointer >= b->start && pointer < b->start + b->size)) b = b->next;
    if (b) {
        *start = b->start;
        *size = b->size;
    }
    pthread_mutex_unlock(&lock);
    return b ? OK : NOT_FOUND;
}

// Work.

static status work(struct stream* s, struct operation* what) {
    if (!s) return INVALID_HANDLE;
    if (s->capture) {
        struct operation* copy = malloc(sizeof *copy);
        *copy = *what;
        copy->next = 0;
        *s->capture->last = copy;
        s->capture->last = &copy->next;
        s->capture->count++;
        return OK;
    }
    settle(s->busy);
    pthread_mutex_lock(&running);
    if (what->kind == 1 && what->function) {
        ((void (*)(unsigned, unsigned, void**)) what->function)(what->size[0], what->size[1], what->parameters);
    } else if (what->kind == 2) {
        memmove((void*) what->to, (void*) what->from, what->bytes);
    } else if (what->kind == 3) {
        memset((void*) what->to, (int) what->from, what->bytes);
    }
    pthread_mutex_unlock(&running);
    return OK;
}

static status copy(address to, address from, size_t bytes, void* s, int reads, int writes) {
    ENTER;
    pthread_mutex_lock(&lock);
    int inside = (!reads || is_inside(from, bytes)) && (!writes || is_inside(to, bytes));
    int later = *setting("COPY_TIME") && is_locked(reads ? to : from);
    ++*setting("COPIES");
    pthread_mutex_unlock(&lock);
    if (!inside) return INVALID_VALUE;
    struct operation what = {.kind = 2, .to = to, .from = from, .bytes = bytes};
    if (later && stream(s) && !stream(s)->capture) {
        defer(stream(s), &what);
        return OK;
    }
    return work(stream(s), &what);
}
status cuMemcpyHtoDAsync_v2(address to, const void* from, size_t bytes, void* s) {
    return copy(to, (address) from, bytes, s, 0, 1);
}
status cuMemcpyDtoHAsync_v2(void* to, address from, size_t bytes, void* s) {
    return copy((address) to, from, bytes, s, 1, 0);
}
status cuMemcpyDtoDAsync_v2(address to, address from, size_t bytes, void* s) { return copy(to, from, bytes, s, 1, 1); }
status cuMemcpyHtoD_v2(address to, const void* from, size_t bytes) { return copy(to, (address) from, bytes, 0, 0, 1); }
status cuMemcpyDtoH_v2(void* to, address from, size_t bytes) { return copy((address) to, from, bytes, 0, 1, 0); }
status cuMemcpyPeerAsync(address to, void* there, address from, void* here, size_t bytes, void* s) {
    ++*setting("PEERS");
    return copy(to, from, bytes, s, 1, 1);
}
status cuDeviceCanAccessPeer(int* can, int device, int peer) { *can = device != peer; return OK; }
status cuCtxEnablePeerAccess(void* peer, unsigned flags) { ENTER; return OK; }
status cuMemsetD8Async(address to, unsigned char value, size_t bytes, void* s) {
    ENTER;
    pthread_mutex_lock(&lock);
    int inside = is_inside(to, bytes);
    ++*setting("SETS");
    pthread_mutex_unlock(&lock);
    struct operation what = {.kind = 3, .to = to, .from = value, .bytes = bytes};
    return inside ? work(stream(s), &what) : INVALID_VALUE;
}

// Streams and events.

status cuStreamCreate(struct stream** result, unsigned flags) {
    ENTER;
    *result = calloc(1, sizeof **result);
    (*result)->magic = STREAM;
    (*result)->context = current;
    ++*setting("STREAMS");
    return OK;
}
status cuStreamDestroy_v2(struct stream* s) {
    ENTER;
    if (!stream(s)) return INVALID_HANDLE;
    s->magic = 0;
    --*setting("STREAMS");
    return OK;
}
status cuStreamQuery(void* s) {
    ENTER;
    if (!stream(s)) return INVALID_HANDLE;
    if (stream(s)->capture) return CAPTURE_UNSUPPORTED;
    long time = now();
    settle(time);
    return time < stream(s)->busy ? NOT_READY : OK;
}
static void nap(void) {
    struct timespec pause = {0, 100000};
    nanosleep(&pause, 0);
}
status cuStreamSynchronize(void* s) {
    status is;
    while ((is = cuStreamQuery(s)) == NOT_READY) nap();
    return is;
}
status cuEventCreate(struct event** result, unsigned flags) {
    ENTER;
    *result = calloc(1, sizeof **result);
    (*result)->magic = EVENT;
    (*result)->flags = flags;
    ++*setting("EVENTS");
    return OK;
}
status cuEventDestroy_v2(struct event* e) {
    ENTER;
    if (e->magic != EVENT) return INVALID_HANDLE;
    e->magic = 0;
    --*setting("EVENTS");
    return OK;
}
status cuEventRecord(struct event* e, void* s) {
    ENTER;
    if (e->magic != EVENT || !stream(s)) return INVALID_HANDLE;
    long busy = stream(s)->busy, time = now();
    e->time = busy > time ? busy : time;
    e->recorded = 1;
    return OK;
}
status cuEventQuery(struct event* e) {
    ENTER;
    if (e->magic != EVENT) return INVALID_HANDLE;
    long time = now();
    settle(time);
    return e->recorded && time < e->time ? NOT_READY : OK;
}
status cuEventElapsedTime(float* milliseconds, struct event* start, struct event* end) {
    ENTER;
    if (start->flags & 2 || end->flags & 2 || !start->recorded || !end->recorded) return INVALID_HANDLE;
    *milliseconds = (float) ((end->time - start->time) / 1e6);
    return OK;
}
status cuStreamWaitEvent(void* s, struct event* e, unsigned flags) {
    ENTER;
    if (e->magic != EVENT || !stream(s)) return INVALID_HANDLE;
    ++*setting("WAITS");
    if (e->recorded && e->time > stream(s)->busy) stream(s)->busy = e->time;
    return OK;
}

// Code.

static int nothing;

status cuModuleLoadData(void** module, const void* image) {
    ENTER;
    const char* text = image;
    ++*setting("MODULES");
    // Loading may wait for what runs on the device, on whatever stream.
    while (now() < current->busy) nap();
    if (!strncmp(text, "so:", 3)) {
        *module = dlopen(text + 3, RTLD_NOW | RTLD_LOCAL);
        if (!*module) fprintf(stderr, "stand-in: %s\n", dlerror());
        return *module ? OK : INVALID_IMAGE;
    }
    *module = &nothing;
    return strstr(text, ".version") || !memcmp(text, "\177ELF", 4) ? OK : INVALID_PTX;
}
status cuModuleUnload(void* module) { ENTER; return OK; }
status cuModuleGetFunction(void** function, void* module, const char* name) {
    ENTER;
    if (module == &nothing) {
        *function = &nothing;
        return OK;
    }
    char symbol[4096];
    snprintf(symbol, sizeof symbol, "launch_%s", name);
    *function = dlsym(module, symbol);
    return *function ? OK : NOT_FOUND;
}
status cuModuleGetGlobal_v2(address* start, size_t* size, void* module, const char* name) { return NOT_FOUND; }
status cuFuncGetAttribute(int* value, int attribute, void* function) {
    *value = attribute == 0 ? 1024 : attribute == 4 ? 24 : attribute == 3 ? (int) *setting("SPILL")
        : attribute == 1 ? (int) *setting("STATIC_SHARED") : 0;
    return OK;
}
status cuFuncSetAttribute(void* function, int attribute, int value) {
    ENTER;
    if (attribute == 8 && value + *setting("STATIC_SHARED") > 227 << 10) return INVALID_VALUE;
    if (attribute == 8) *setting("DYNAMIC_SHARED") = value;
    return OK;
}
status cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, void* function, int threads, size_t shared) {
    *blocks = 2048 / threads;
    return OK;
}
status cuLaunchKernel(void* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
        unsigned shared, void* s, void** parameters, void** extra) {
    ENTER;
    if (gx == 0 || gy == 0 || gz == 0 || bx == 0 || (long) bx * by * bz > 1024 || gy > 65535 || gz > 65535) {
        return INVALID_VALUE;
    }
    if (!stream(s)) return INVALID_HANDLE;
    if (shared && shared + *setting("STATIC_SHARED") > 48 << 10 && shared > *setting("DYNAMIC_SHARED")) {
        return INVALID_VALUE;
    }
    long launches = ++*setting("LAUNCHES");
    if (*setting("LOSE_AT") && launches >= *setting("LOSE_AT")) {
        lost = (status) *setting("LOSE_BY");
        // As with the real one, the launch itself succeeds: the loss shows at the next call.
        return OK;
    }
    struct operation what = {.kind = 1, .function = function == &nothing ? 0 : function, .size = {gx, bx}};
    struct stream* on = stream(s);
    if (on->capture) {
        // Parameters may change when this returns. How many there are is not known; the caller's slab has room for all.
        status is = work(on, &what);
        struct operation* kept = (struct operation*) ((char*) on->capture->last - offsetof(struct operation, next));
        for (int i = 0; i < 64; i++) {
            memcpy(&kept->values[i], parameters[i], 8);
            kept->parameters[i] = &kept->values[i];
        }
        return is;
    }
    settle(on->busy);
    pthread_mutex_lock(&running);
    if (what.function) ((void (*)(unsigned, unsigned, void**)) what.function)(gx, bx, parameters);
    pthread_mutex_unlock(&running);
    long slow = *setting("SLOW"), time = now();
    if (slow) {
        // The queue is full: as with the real one, the caller waits, and nothing wakes it.
        while (on->busy - now() > 1024 * slow) nap();
        on->busy = (on->busy > time ? on->busy : time) + slow;
        if (on->busy > current->busy) current->busy = on->busy;
    }
    return OK;
}
status cuLaunchHostFunc(void* s, void (*function)(void*), void* data) { function(data); return OK; }

// Graphs.

status cuStreamBeginCapture_v2(void* s, int mode) {
    ENTER;
    struct stream* on = stream(s);
    if (!on || on->capture || !s) return INVALID_VALUE;
    captures++;
    on->capture = calloc(1, sizeof(struct graph));
    on->capture->magic = GRAPH;
    on->capture->last = &on->capture->first;
    return OK;
}
status cuStreamEndCapture(void* s, struct graph** result) {
    ENTER;
    struct stream* on = stream(s);
    if (!on || !on->capture) return INVALID_VALUE;
    *result = on->capture;
    on->capture = 0;
    captures--;
    return OK;
}
status cuStreamIsCapturing(void* s, int* is) { ENTER; *is = stream(s)->capture != 0; return OK; }
status cuGraphInstantiateWithFlags(struct graph** executable, struct graph* graph, unsigned long long flags) {
    ENTER;
    *executable = graph;
    return graph->magic == GRAPH ? OK : INVALID_HANDLE;
}
status cuGraphGetNodes(struct graph* graph, void* nodes, size_t* count) { *count = graph->count; return OK; }
status cuGraphLaunch(struct graph* graph, void* s) {
    ENTER;
    if (graph->magic != GRAPH || !stream(s)) return INVALID_HANDLE;
    for (struct operation* each = graph->first; each; each = each->next) {
        status is = work(stream(s), each);
        if (is) return is;
        *setting("LAUNCHES") += each->kind == 1;
    }
    long slow = *setting("SLOW"), time = now();
    if (slow) stream(s)->busy = (stream(s)->busy > time ? stream(s)->busy : time) + slow;
    return OK;
}
status cuGraphExecDestroy(struct graph* graph) { ENTER; graph->magic = 0; return OK; }
status cuGraphDestroy(struct graph* graph) { return OK; }

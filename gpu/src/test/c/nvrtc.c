// A stand-in for NVRTC (libnvrtc.so.12): g++ compiles CUDA C++ for this processor. What it makes is the path of a shared
// object, which the stand-in driver loads.
//
// STANDIN_HOST is the folder of host.h; STANDIN_KERNELS may name a folder of shared objects in which kernels are looked
// for by name before anything is compiled.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OK = 0, INVALID_INPUT = 3, INVALID_OPTION = 5, COMPILATION = 6, BUILTIN = 7, NAME = 10 };

struct program {
    char* text;
    char* name;
    char* expressions[64];
    char lowered[64][32];
    int count;
    char log[1 << 16];
    char image[4096];
};

static int compilations;
int standin_compilations(void) { return compilations; }

int nvrtcVersion(int* major, int* minor) {
    *major = 12;
    *minor = getenv("STANDIN_NVRTC_MINOR") ? atoi(getenv("STANDIN_NVRTC_MINOR")) : 8;
    return OK;
}
static const int architectures[] = {75, 80, 86, 89, 90, 100};
int nvrtcGetNumSupportedArchs(int* count) { *count = 6; return OK; }
int nvrtcGetSupportedArchs(int* all) { memcpy(all, architectures, sizeof architectures); return OK; }

int nvrtcCreateProgram(struct program** result, const char* text, const char* name, int headers, void* h, void* n) {
    *result = calloc(1, sizeof **result);
    (*result)->text = strdup(text);
    (*result)->name = strdup(name);
    return OK;
}
int nvrtcDestroyProgram(struct program** program) {
    free((*program)->text);
    free((*program)->name);
    free(*program);
    *program = 0;
    return OK;
}
int nvrtcAddNameExpression(struct program* p, const char* expression) {
    snprintf(p->lowered[p->count], 32, "symbol%d", p->count);
    p->expressions[p->count++] = strdup(expression);
    return OK;
}
int nvrtcGetLoweredName(struct program* p, const char* expression, const char** name) {
    for (int i = 0; i < p->count; i++) {
        if (!strcmp(p->expressions[i], expression)) {
            *name = p->lowered[i];
            return OK;
        }
    }
    return NAME;
}

// A shared object of the folder that has the kernel called as the program.
static int find(struct program* p) {
    const char* folder = getenv("STANDIN_KERNELS");
    DIR* open = folder ? opendir(folder) : 0;
    if (!open) return 0;
    char symbol[512];
    snprintf(symbol, sizeof symbol, "launch_%s", p->name);
    int found = 0;
    for (struct dirent* e; !found && (e = readdir(open)); ) {
        if (!strstr(e->d_name, ".so")) continue;
        snprintf(p->image, sizeof p->image, "so:%s/%s", folder, e->d_name);
        void* library = dlopen(p->image + 3, RTLD_LAZY | RTLD_LOCAL);
        found = library && dlsym(library, symbol);
    }
    closedir(open);
    return found;
}

int nvrtcCompileProgram(struct program* p, int count, const char** options) {
    for (int i = 0; i < count; i++) {
        if (!strncmp(options[i], "--nonsense", 10)) {
            snprintf(p->log, sizeof p->log, "nvrtc: error: unrecognized option %s found", options[i]);
            return INVALID_OPTION;
        }
    }
    if (find(p)) return OK;
    compilations++;
    char folder[] = "/tmp/standinXXXXXX", path[256], command[4096];
    if (!mkdtemp(folder)) return BUILTIN;
    snprintf(path, sizeof path, "%s/k.cpp", folder);
    FILE* out = fopen(path, "w");
    fprintf(out, "#include \"%s/host.h\"\n#line 1 \"%s\"\n%s\n#line 1 \"kernels\"\n", getenv("STANDIN_HOST"), p->name,
        p->text);
    char call[512];
    snprintf(call, sizeof call, "%s(", p->name);
    if (p->count == 0 && strstr(p->text, call)) fprintf(out, "HOST_KERNEL(%s, true)\n", p->name);
    for (int i = 0; i < p->count; i++) {
        fprintf(out, "extern \"C\" void launch_%s(unsigned b, unsigned t, void** p) "
            "{ host::launch(%s, {b}, {t}, p, true); }\n", p->lowered[i], p->expressions[i]);
    }
    fclose(out);
    snprintf(p->image, sizeof p->image, "so:%s/k.so", folder);
    snprintf(command, sizeof command, "g++ -std=c++17 -O1 -fPIC -w -ffp-contract=off -fno-diagnostics-show-caret -shared "
        "-o %s %s 2>%s/log", p->image + 3, path, folder);
    int status = system(command);
    snprintf(path, sizeof path, "%s/log", folder);
    FILE* in = fopen(path, "r");
    char line[1024], file[512], rest[512];
    // g++ writes FILE:LINE:COLUMN: error: …, NVRTC FILE(LINE): error: …
    for (int number, column; in && fgets(line, sizeof line, in); ) {
        if (sscanf(line, "%511[^:]:%d:%d: error: %511[^\n]", file, &number, &column, rest) == 4) {
            snprintf(p->log + strlen(p->log), sizeof p->log - strlen(p->log), "%s(%d): error: %s\n\n", file, number,
                rest);
        }
    }
    if (in) fclose(in);
    return status ? COMPILATION : OK;
}

int nvrtcGetProgramLogSize(struct program* p, size_t* size) { *size = strlen(p->log) + 1; return OK; }
int nvrtcGetProgramLog(struct program* p, char* log) { strcpy(log, p->log); return OK; }
int nvrtcGetCUBINSize(struct program* p, size_t* size) { *size = strlen(p->image) + 1; return OK; }
int nvrtcGetCUBIN(struct program* p, char* image) { strcpy(image, p->image); return OK; }
int nvrtcGetPTXSize(struct program* p, size_t* size) { *size = strlen(p->image) + 1; return OK; }
int nvrtcGetPTX(struct program* p, char* image) { strcpy(image, p->image); return OK; }

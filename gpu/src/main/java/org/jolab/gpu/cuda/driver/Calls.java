package org.jolab.gpu.cuda.driver;

import org.jolab.gpu.cuda.library.SharedLibrary;
import org.jolab.gpu.cuda.library.SharedLibrary.Function;

/** The driver's functions, by what they are about; see the CUDA Driver API. Handles and addresses are longs. */
public final class Calls {

    /** Starting and asking. */
    public final Function init;
    public final Function driverVersion;
    public final Function errorName;
    public final Function errorString;
    public final Function deviceCount;
    public final Function deviceGet;
    public final Function deviceName;
    public final Function deviceAttribute;
    public final Function deviceMemory;

    /** Contexts. */
    public final Function contextRetain;
    public final Function contextSet;
    public final Function contextSynchronize;

    /** Memory. */
    public final Function memoryInfo;
    public final Function allocate;
    public final Function free;
    public final Function allocateAsync;
    public final Function freeAsync;
    public final Function defaultPool;
    public final Function poolSet;
    public final Function poolTrim;
    public final Function poolAccess;
    public final Function hostAllocate;
    public final Function hostFree;
    public final Function toDevice;
    public final Function toHost;
    public final Function onDevice;
    public final Function toPeer;
    public final Function fill;
    public final Function canReachPeer;
    public final Function reachPeer;
    public final Function pointerAttribute;

    /** Streams, events, graphs. */
    public final Function streamCreate;
    public final Function streamDestroy;
    public final Function streamQuery;
    public final Function streamWait;
    public final Function eventCreate;
    public final Function eventDestroy;
    public final Function eventRecord;
    public final Function eventQuery;
    public final Function eventElapsed;
    public final Function captureBegin;
    public final Function captureEnd;
    public final Function graphInstantiate;
    public final Function graphLaunch;
    public final Function graphExecDestroy;
    public final Function graphDestroy;
    public final Function graphNodes;

    /** Code. */
    public final Function moduleLoad;
    public final Function moduleUnload;
    public final Function moduleFunction;
    public final Function moduleGlobal;
    public final Function functionAttribute;
    public final Function functionSet;
    public final Function occupancy;

    Calls(SharedLibrary driver) {
        init = driver.function("cuInit", "i");
        driverVersion = driver.function("cuDriverGetVersion", "p");
        errorName = driver.function("cuGetErrorName", "ip");
        errorString = driver.function("cuGetErrorString", "ip");
        deviceCount = driver.function("cuDeviceGetCount", "p");
        deviceGet = driver.function("cuDeviceGet", "pi");
        deviceName = driver.function("cuDeviceGetName", "pii");
        deviceAttribute = driver.function("cuDeviceGetAttribute", "pii");
        deviceMemory = driver.function("cuDeviceTotalMem_v2", "pi");
        contextRetain = driver.function("cuDevicePrimaryCtxRetain", "pi");
        contextSet = driver.function("cuCtxSetCurrent", "l");
        contextSynchronize = driver.function("cuCtxSynchronize", "");
        memoryInfo = driver.function("cuMemGetInfo_v2", "pp");
        allocate = driver.function("cuMemAlloc_v2", "pl");
        free = driver.function("cuMemFree_v2", "l");
        allocateAsync = driver.function("cuMemAllocAsync", "pll");
        freeAsync = driver.function("cuMemFreeAsync", "ll");
        defaultPool = driver.function("cuDeviceGetDefaultMemPool", "pi");
        poolSet = driver.function("cuMemPoolSetAttribute", "lip");
        poolTrim = driver.function("cuMemPoolTrimTo", "ll");
        poolAccess = driver.function("cuMemPoolSetAccess", "lpl");
        hostAllocate = driver.function("cuMemHostAlloc", "pli");
        hostFree = driver.function("cuMemFreeHost", "l");
        toDevice = driver.function("cuMemcpyHtoDAsync_v2", "lpll");
        toHost = driver.function("cuMemcpyDtoHAsync_v2", "plll");
        onDevice = driver.function("cuMemcpyDtoDAsync_v2", "llll");
        toPeer = driver.function("cuMemcpyPeerAsync", "llllll");
        fill = driver.function("cuMemsetD8Async", "lill");
        canReachPeer = driver.function("cuDeviceCanAccessPeer", "pii");
        reachPeer = driver.function("cuCtxEnablePeerAccess", "li");
        pointerAttribute = driver.function("cuPointerGetAttribute", "pil");
        streamCreate = driver.function("cuStreamCreate", "pi");
        streamDestroy = driver.function("cuStreamDestroy_v2", "l");
        streamQuery = driver.function("cuStreamQuery", "l");
        streamWait = driver.function("cuStreamWaitEvent", "lli");
        eventCreate = driver.function("cuEventCreate", "pi");
        eventDestroy = driver.function("cuEventDestroy_v2", "l");
        eventRecord = driver.function("cuEventRecord", "ll");
        eventQuery = driver.function("cuEventQuery", "l");
        eventElapsed = driver.function("cuEventElapsedTime", "pll");
        captureBegin = driver.function("cuStreamBeginCapture_v2", "li");
        captureEnd = driver.function("cuStreamEndCapture", "lp");
        graphInstantiate = driver.function("cuGraphInstantiateWithFlags", "pll");
        graphLaunch = driver.function("cuGraphLaunch", "ll");
        graphExecDestroy = driver.function("cuGraphExecDestroy", "l");
        graphDestroy = driver.function("cuGraphDestroy", "l");
        graphNodes = driver.function("cuGraphGetNodes", "llp");
        moduleLoad = driver.function("cuModuleLoadData", "pp");
        moduleUnload = driver.function("cuModuleUnload", "l");
        moduleFunction = driver.function("cuModuleGetFunction", "plp");
        moduleGlobal = driver.function("cuModuleGetGlobal_v2", "pplp");
        functionAttribute = driver.function("cuFuncGetAttribute", "pil");
        functionSet = driver.function("cuFuncSetAttribute", "lii");
        occupancy = driver.function("cuOccupancyMaxActiveBlocksPerMultiprocessor", "plil");
    }
}

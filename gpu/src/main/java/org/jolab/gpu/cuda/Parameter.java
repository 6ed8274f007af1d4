package org.jolab.gpu.cuda;

import java.util.Map;
import org.jolab.gpu.DType;

/**
 * One parameter of a kernel.
 *
 * @param type as in the source, without qualifiers and without the asterisk; a template's parameters are replaced
 * @param isPointer whether it takes an address
 * @param isConst whether the kernel promises not to write there
 * @param name as in the source; may be empty
 */
public record Parameter(String type, boolean isPointer, boolean isConst, String name) {

    private static final Map<String, String> SHORT = Map.ofEntries(Map.entry("signed", "int"),
        Map.entry("signed int", "int"), Map.entry("int signed", "int"), Map.entry("int32_t", "int"),
        Map.entry("unsigned", "unsigned int"), Map.entry("uint32_t", "unsigned int"), Map.entry("uint", "unsigned int"),
        Map.entry("short int", "short"), Map.entry("int16_t", "short"), Map.entry("unsigned short int",
        "unsigned short"), Map.entry("uint16_t", "unsigned short"), Map.entry("ushort", "unsigned short"),
        Map.entry("signed char", "char"), Map.entry("int8_t", "char"), Map.entry("uint8_t", "unsigned char"),
        Map.entry("uchar", "unsigned char"), Map.entry("long int", "long"), Map.entry("long long int", "long long"),
        Map.entry("int64_t", "long long"), Map.entry("ptrdiff_t", "long long"), Map.entry("ssize_t", "long long"),
        Map.entry("signed long long", "long long"), Map.entry("unsigned long long int", "unsigned long long"),
        Map.entry("uint64_t", "unsigned long long"), Map.entry("size_t", "unsigned long long"),
        Map.entry("ulonglong", "unsigned long long"), Map.entry("unsigned long int", "unsigned long"),
        Map.entry("__half", "half"), Map.entry("nv_bfloat16", "__nv_bfloat16"));

    /** The type by its commonest name, so that a few names suffice; {@code long} is as wide as the system's. */
    String canonical() {
        var bare = type.startsWith("std::") ? type.substring(5) : type;
        var named = SHORT.getOrDefault(bare, bare);
        var isWindows = System.getProperty("os.name").startsWith("Windows");
        return switch (named) {
            case "long" -> isWindows ? "int" : "long long";
            case "unsigned long" -> isWindows ? "unsigned int" : "unsigned long long";
            default -> named;
        };
    }

    /** Whether a pointer may point to elements of {@code dtype}; unknown types, structures for instance, to any. */
    boolean takes(DType dtype) {
        return switch (canonical()) {
            case "float", "float2", "float3", "float4" -> dtype == DType.F32;
            case "double", "double2", "double3", "double4" -> dtype == DType.F64;
            case "half", "half2", "__half2" -> dtype == DType.F16;
            case "__nv_bfloat16", "__nv_bfloat162" -> dtype == DType.BF16;
            case "long long", "unsigned long long" -> dtype == DType.I64;
            case "int", "unsigned int", "int2", "int4" -> dtype == DType.I32;
            case "short" -> dtype == DType.I16;
            case "unsigned short" -> dtype == DType.I16 || dtype == DType.F16 || dtype == DType.BF16;
            case "char" -> dtype == DType.I8;
            case "unsigned char" -> dtype == DType.U8 || dtype == DType.BOOL;
            case "bool" -> dtype == DType.BOOL;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return (isConst ? "const " : "") + type + (isPointer ? "*" : "") + (name.isEmpty() ? "" : " " + name);
    }
}

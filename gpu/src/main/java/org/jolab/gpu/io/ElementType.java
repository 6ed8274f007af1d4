package org.jolab.gpu.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.jolab.gpu.DType;

/**
 * How a file stores elements. What tensors lack becomes the next wider type: 16 unsigned bits I32, 32 of them I64.
 *
 * @param dtype the tensor's type
 * @param width bytes of an element in the file
 * @param swapped whether the file's byte order is not the machine's
 */
record ElementType(DType dtype, int width, boolean swapped) {

    /** Elements as they are in memory. */
    static ElementType plain(DType dtype, ByteOrder order) {
        return new ElementType(dtype, dtype.bytes(), dtype.bytes() > 1 && order != ByteOrder.nativeOrder());
    }

    /** What NumPy calls {@code descr}, such as {@code <f4}; none if tensors have no such type. */
    static Optional<ElementType> ofNumpy(String descr) {
        if (descr.length() < 3) {
            return Optional.empty();
        }
        var swapped = switch (descr.charAt(0)) {
            case '<' -> ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.nativeOrder() != ByteOrder.BIG_ENDIAN;
            default -> false;
        };
        if ("<>|=".indexOf(descr.charAt(0)) < 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(switch (descr.substring(1)) {
            case "f8" -> new ElementType(DType.F64, 8, swapped);
            case "f4" -> new ElementType(DType.F32, 4, swapped);
            case "f2" -> new ElementType(DType.F16, 2, swapped);
            case "i8" -> new ElementType(DType.I64, 8, swapped);
            case "i4" -> new ElementType(DType.I32, 4, swapped);
            case "i2" -> new ElementType(DType.I16, 2, swapped);
            case "i1" -> new ElementType(DType.I8, 1, false);
            case "u1" -> new ElementType(DType.U8, 1, false);
            case "b1" -> new ElementType(DType.BOOL, 1, false);
            case "u2" -> new ElementType(DType.I32, 2, swapped);
            case "u4" -> new ElementType(DType.I64, 4, swapped);
            default -> null;
        });
    }

    /** What safetensors calls {@code dtype}, such as {@code BF16}; none if tensors have no such type. */
    static Optional<ElementType> ofSafetensors(String name) {
        var swapped = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;
        return Optional.ofNullable(switch (name) {
            case "F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL" ->
                plain(DType.valueOf(name), ByteOrder.LITTLE_ENDIAN);
            case "U16" -> new ElementType(DType.I32, 2, swapped);
            case "U32" -> new ElementType(DType.I64, 4, swapped);
            default -> null;
        });
    }

    /** What NumPy calls the type, little-endian. */
    static Optional<String> numpyName(DType dtype) {
        return switch (dtype) {
            case BF16 -> Optional.empty();
            case BOOL -> Optional.of("|b1");
            case U8, I8 -> Optional.of("|" + dtype.name().toLowerCase(Locale.ROOT).charAt(0) + "1");
            default -> Optional.of("<" + dtype.name().toLowerCase(Locale.ROOT).charAt(0) + dtype.bytes());
        };
    }

    /** Whether a file's bytes may serve as a tensor's memory; not those of BOOL, which in a file may be any. */
    boolean isMemory() {
        return !swapped && width == dtype.bytes() && dtype != DType.BOOL;
    }

    /** Makes a tensor's elements of a file's, which stand at the end of the {@code memory} for them. */
    void convert(MemorySegment memory) {
        if (swapped) {
            ByteOrders.swap(memory.asSlice(memory.byteSize() - memory.byteSize() / dtype.bytes() * width), width);
        }
        var count = memory.byteSize() / dtype.bytes();
        if (dtype == DType.BOOL) {
            for (var i = 0L; i < count; i++) {
                memory.set(JAVA_BYTE, i, (byte) (memory.get(JAVA_BYTE, i) == 0 ? 0 : 1));
            }
        } else if (width == 2 && dtype == DType.I32) {
            // From the front on, each is read before the wider ones reach it.
            for (var i = 0L; i < count; i++) {
                memory.setAtIndex(JAVA_INT, i, memory.getAtIndex(JAVA_SHORT, count + i) & 0xffff);
            }
        } else if (width == 4 && dtype == DType.I64) {
            for (var i = 0L; i < count; i++) {
                memory.setAtIndex(JAVA_LONG, i, memory.getAtIndex(JAVA_INT, count + i) & 0xffff_ffffL);
            }
        }
    }
}

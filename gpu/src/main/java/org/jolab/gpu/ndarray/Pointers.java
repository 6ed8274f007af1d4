package org.jolab.gpu.ndarray;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.BooleanIndexer;
import org.bytedeco.javacpp.indexer.ByteIndexer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.bytedeco.javacpp.indexer.Indexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.LongIndexer;
import org.bytedeco.javacpp.indexer.ShortIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.jolab.gpu.DType;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's buffers over memory that is not ND4J's. Each pointer holds the segment, so that it stays. */
final class Pointers {

    private Pointers() {
    }

    static DataBuffer buffer(MemorySegment memory, DType dtype) {
        var pointer = pointer(memory, dtype);
        return Nd4j.createBuffer(pointer, type(dtype), memory.byteSize() / dtype.bytes(), indexer(pointer, dtype));
    }

    static DataType type(DType dtype) {
        return switch (dtype) {
            case F64 -> DataType.DOUBLE;
            case F32 -> DataType.FLOAT;
            case F16 -> DataType.FLOAT16;
            case BF16 -> DataType.BFLOAT16;
            case I64 -> DataType.INT64;
            case I32 -> DataType.INT32;
            case I16 -> DataType.INT16;
            case I8 -> DataType.INT8;
            case U8 -> DataType.UINT8;
            case BOOL -> DataType.BOOL;
        };
    }

    private static Pointer pointer(MemorySegment memory, DType dtype) {
        return switch (dtype) {
            case F64 -> new Doubles(memory);
            case F32 -> new Floats(memory);
            case F16, BF16, I16 -> new Shorts(memory);
            case I64 -> new Longs(memory);
            case I32 -> new Ints(memory);
            case I8, U8 -> new Bytes(memory);
            case BOOL -> new Booleans(memory);
        };
    }

    private static Indexer indexer(Pointer pointer, DType dtype) {
        return switch (dtype) {
            case F64 -> DoubleIndexer.create((DoublePointer) pointer);
            case F32 -> FloatIndexer.create((FloatPointer) pointer);
            case F16 -> HalfIndexer.create((ShortPointer) pointer);
            case BF16 -> Bfloat16Indexer.create((ShortPointer) pointer);
            case I64 -> LongIndexer.create((LongPointer) pointer);
            case I32 -> IntIndexer.create((IntPointer) pointer);
            case I16 -> ShortIndexer.create((ShortPointer) pointer);
            case I8 -> ByteIndexer.create((BytePointer) pointer);
            case U8 -> UByteIndexer.create((BytePointer) pointer);
            case BOOL -> BooleanIndexer.create((BooleanPointer) pointer);
        };
    }

    private static final class Doubles extends DoublePointer {
        private final MemorySegment memory;

        Doubles(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize() / 8;
            limit = capacity;
        }
    }

    private static final class Floats extends FloatPointer {
        private final MemorySegment memory;

        Floats(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize() / 4;
            limit = capacity;
        }
    }

    private static final class Longs extends LongPointer {
        private final MemorySegment memory;

        Longs(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize() / 8;
            limit = capacity;
        }
    }

    private static final class Ints extends IntPointer {
        private final MemorySegment memory;

        Ints(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize() / 4;
            limit = capacity;
        }
    }

    private static final class Shorts extends ShortPointer {
        private final MemorySegment memory;

        Shorts(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize() / 2;
            limit = capacity;
        }
    }

    private static final class Bytes extends BytePointer {
        private final MemorySegment memory;

        Bytes(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize();
            limit = capacity;
        }
    }

    private static final class Booleans extends BooleanPointer {
        private final MemorySegment memory;

        Booleans(MemorySegment memory) {
            super((Pointer) null);
            this.memory = memory;
            address = memory.address();
            capacity = this.memory.byteSize();
            limit = capacity;
        }
    }
}

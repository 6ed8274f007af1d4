package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Shape;

/**
 * An expression made ready to be computed block by block: a list of steps, each of which reads and writes registers,
 * arrays of at most {@link Lane#BLOCK} elements. So a chain of operations passes through the first-level cache alone.
 *
 * <p>Immutable once made; each thread brings its own {@linkplain #registers registers}.
 */
public final class Program {

    /** Below this a second thread costs more than it saves. */
    private static final int CHUNK = 64 * Lane.BLOCK;

    private final Expr expr;
    private final int[] shape;
    private final List<Step> steps = new ArrayList<>(8);
    private final List<Register> registers = new ArrayList<>(8);
    private int result;

    private Program(Expr expr, int[] shape) {
        this.expr = expr;
        this.shape = shape;
    }

    /** Something done to the registers for the elements from {@code start} to before {@code start + n}. */
    @FunctionalInterface
    interface Step {
        /** Does it. */
        void run(Object[] registers, long start, int n);
    }

    /** A register's type, and its value if it is a constant. */
    private record Register(Lane lane, Expr.Constant constant) {
    }

    /** What {@code expr} takes for the elements of a tensor of {@code shape}, row by row. */
    public static Program of(Expr expr, int[] shape) {
        var program = new Program(expr, shape);
        program.result = program.emit(expr);
        return program;
    }

    /** Registers for one thread and blocks of at most {@code length}. */
    Object[] registers(int length) {
        var arrays = new Object[registers.size()];
        for (var i = 0; i < arrays.length; i++) {
            var register = registers.get(i);
            arrays[i] = register.lane.array(length);
            if (register.constant != null) {
                Lane.fill(arrays[i], register.constant.real(), register.constant.whole());
            }
        }
        return arrays;
    }

    /** The values of a block: one of the registers, valid until the next call, and free to be changed until then. */
    Object block(Object[] arrays, long start, int n) {
        for (var i = 0; i < steps.size(); i++) {
            steps.get(i).run(arrays, start, n);
        }
        return arrays[result];
    }

    /** Computes all elements into {@code target}. */
    public void store(Expr.Leaf target) {
        var walk = new Walk(target.layout());
        var memory = target.storage().memory();
        var dtype = target.dtype();
        Parallel.run(Shape.count(shape), CHUNK, (from, to) -> {
            var arrays = registers((int) Math.min(Lane.BLOCK, to - from));
            for (var start = from; start < to; start += Lane.BLOCK) {
                var n = (int) Math.min(Lane.BLOCK, to - start);
                var values = block(arrays, start, n);
                walk.rows(start, n, row -> Elements.store(dtype, memory, row, values));
            }
        });
        Reference.reachabilityFence(expr);
        Reference.reachabilityFence(target);
    }

    private int emit(Expr node) {
        return switch (node) {
            case Expr.Constant constant -> emitConstant(constant);
            case Expr.Leaf leaf -> emitLeaf(leaf);
            case Expr.Coordinate coordinate -> emitCoordinate(coordinate);
            case Expr.Random random -> {
                var into = register(Lane.of(random.dtype()));
                var philox = new Philox(random);
                steps.add((r, start, n) -> philox.fill(r[into], start, n));
                yield into;
            }
            case Expr.Unary unary -> emitUnary(unary);
            case Expr.Binary binary -> emitBinary(binary);
            case Expr.Cast cast -> emitCast(cast);
            case Expr.Select select -> emitSelect(select);
            case Expr.Take take -> emitTake(take);
        };
    }

    private int register(Lane lane) {
        registers.add(new Register(lane, null));
        return registers.size() - 1;
    }

    /** A constant as the result must not be changed by who reads the block, hence the copy there. */
    private int emitConstant(Expr.Constant constant) {
        registers.add(new Register(Lane.of(constant.dtype()), constant));
        var from = registers.size() - 1;
        if (constant != expr) {
            return from;
        }
        var into = register(Lane.of(constant.dtype()));
        steps.add((r, _, n) -> System.arraycopy(r[from], 0, r[into], 0, n));
        return into;
    }

    private int emitLeaf(Expr.Leaf leaf) {
        var into = register(Lane.of(leaf.dtype()));
        var walk = new Walk(leaf.layout().broadcastTo(shape));
        var memory = leaf.storage().memory();
        var dtype = leaf.dtype();
        steps.add((r, start, n) -> walk.rows(start, n, row -> Elements.load(dtype, memory, row, r[into])));
        return into;
    }

    private int emitCoordinate(Expr.Coordinate coordinate) {
        var into = register(Lane.LONG);
        var inside = 1L;
        for (var i = shape.length - coordinate.fromBack() + 1; i < shape.length; i++) {
            inside *= shape[i];
        }
        var step = inside;
        var size = shape[shape.length - coordinate.fromBack()];
        steps.add((r, start, n) -> {
            var values = (long[]) r[into];
            for (var i = 0; i < n; i++) {
                values[i] = (start + i) / step % size;
            }
        });
        return into;
    }

    /** The operand's register may take the result, if it is of the same kind and nobody else reads it. */
    private int into(int operand, Lane lane) {
        var register = registers.get(operand);
        return register.constant == null && register.lane == lane ? operand : register(lane);
    }

    @SuppressWarnings("unchecked")
    private int emitUnary(Expr.Unary unary) {
        var a = emit(unary.a());
        var into = into(a, Lane.of(unary.dtype()));
        var loop = (Loops.One<Object, Object>) Loops.unary(unary.op(), Lane.of(unary.a().dtype()));
        steps.add((r, _, n) -> loop.run(r[a], r[into], n));
        emitRounding(unary, into);
        return into;
    }

    @SuppressWarnings("unchecked")
    private int emitBinary(Expr.Binary binary) {
        var a = emit(binary.a());
        var b = emit(binary.b());
        var lane = Lane.of(binary.dtype());
        var into = registers.get(a).constant == null ? into(a, lane) : into(b, lane);
        var loop = (Loops.Two<Object, Object>) Loops.binary(binary.op(), Lane.of(binary.a().dtype()));
        steps.add((r, _, n) -> loop.run(r[a], r[b], r[into], n));
        emitRounding(binary, into);
        return into;
    }

    /** Rounds or wraps to a type narrower than the one in which it is computed. */
    private void emitRounding(Expr node, int into) {
        var dtype = node.dtype();
        switch (dtype) {
            case F16, BF16 -> steps.add((r, _, n) -> Elements.round(dtype, (float[]) r[into], n));
            case I16, I8, U8 -> steps.add((r, _, n) -> Elements.wrap(dtype, (int[]) r[into], n));
            case BOOL -> {
                if (!(node instanceof Expr.Binary binary && binary.op().isTest()) && !(node instanceof Expr.Unary)) {
                    steps.add((r, _, n) -> Elements.wrap(dtype, (int[]) r[into], n));
                }
            }
            default -> { }
        }
    }

    private int emitCast(Expr.Cast cast) {
        var a = emit(cast.a());
        var from = Lane.of(cast.a().dtype());
        var dtype = cast.dtype();
        var lane = Lane.of(dtype);
        if (dtype == cast.a().dtype()) {
            return a;
        }
        var into = into(a, lane);
        if (from != lane || dtype == org.jolab.gpu.DType.BOOL) {
            steps.add((r, _, n) -> Conversions.convert(r[a], r[into], dtype, n));
        } else if (into != a) {
            steps.add((r, _, n) -> System.arraycopy(r[a], 0, r[into], 0, n));
        }
        emitRounding(cast, into);
        return into;
    }

    private int emitSelect(Expr.Select select) {
        var condition = emit(select.condition());
        var a = emit(select.a());
        var b = emit(select.b());
        var into = into(a, Lane.of(select.dtype()));
        steps.add((r, _, n) -> Conversions.select((int[]) r[condition], r[a], r[b], new Conversions.Out(r[into], n)));
        return into;
    }

    private int emitTake(Expr.Take take) {
        var index = emit(take.index());
        var into = register(Lane.of(take.dtype()));
        var taken = new Taken(take, shape);
        MemorySegment memory = take.source().storage().memory();
        steps.add((r, start, n) -> taken.load((long[]) r[index], start, new Conversions.Out(r[into], n), memory));
        return into;
    }
}

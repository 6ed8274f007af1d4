package org.jolab.gpu.cuda.code;

import java.util.Arrays;
import org.jolab.gpu.Expr.Leaf;

/**
 * The memory that a kernel reads and writes, brought to the fewest dimensions that all of it shares; owned by one
 * thread. How an operand lies in them decides what code reaches its elements.
 */
final class Operands {

    /** How an operand lies in the common dimensions. */
    enum Form {
        /** One element for all. */ SPLAT,
        /** In order without gaps. */ DENSE,
        /** Without gaps in the last dimension. */ ROWS,
        /** One element for each row. */ FLAT,
        /** In any other way. */ STRIDED
    }

    private static final int WIDEST = 16;
    private static final int WORTH_TURNING = 16;

    private final int[] shape;
    private Leaf[] leaves = new Leaf[8];
    private boolean[] isPlace = new boolean[8];
    private int count;

    private int rank;
    private long[] sizes;
    private long[][] strides;
    private Form[] forms;
    private int width = 1;
    private boolean wide;
    private long total;

    Operands(int[] shape) {
        this.shape = shape;
    }

    /** The number of a leaf, which is the same for every leaf of the same elements. */
    int add(Leaf leaf) {
        for (var i = 0; i < count; i++) {
            if (leaves[i] == leaf || !isPlace[i] && leaves[i].storage() == leaf.storage()
                && leaves[i].dtype() == leaf.dtype() && leaves[i].layout().equals(leaf.layout())) {
                return i;
            }
        }
        return put(leaf, false);
    }

    /** The number of a leaf of which the kernel only needs the places of its elements. */
    int addPlace(Leaf leaf) {
        return put(leaf, true);
    }

    private int put(Leaf leaf, boolean place) {
        if (count == leaves.length) {
            leaves = Arrays.copyOf(leaves, 2 * count);
            isPlace = Arrays.copyOf(isPlace, 2 * count);
        }
        leaves[count] = leaf;
        isPlace[count] = place;
        return count++;
    }

    /** Finds the common dimensions and the forms; beyond {@code narrow} elements indices are wide. */
    void settle(long narrow) {
        sizes = new long[Math.max(1, shape.length)];
        strides = new long[count][sizes.length];
        var last = sizes.length;
        total = 1;
        for (var i = shape.length - 1; i >= 0; i--) {
            if (shape[i] == 1) {
                continue;
            }
            total *= shape[i];
            if (last < sizes.length && continues(i, last)) {
                sizes[last] *= shape[i];
            } else {
                last--;
                sizes[last] = shape[i];
                for (var k = 0; k < count; k++) {
                    strides[k][last] = stride(k, i);
                }
            }
        }
        if (last == sizes.length) {
            last--;
            sizes[last] = 1;
        }
        trim(last);
        classify(narrow);
    }

    private boolean continues(int dimension, int last) {
        for (var k = 0; k < count; k++) {
            if (stride(k, dimension) != strides[k][last] * sizes[last]) {
                return false;
            }
        }
        return true;
    }

    private long stride(int operand, int dimension) {
        var layout = leaves[operand].layout();
        var at = dimension - (shape.length - layout.rank());
        return at < 0 || layout.shape()[at] == 1 ? 0 : layout.strides()[at];
    }

    private void trim(int first) {
        rank = sizes.length - first;
        if (first > 0) {
            sizes = Arrays.copyOfRange(sizes, first, sizes.length);
            for (var k = 0; k < count; k++) {
                strides[k] = Arrays.copyOfRange(strides[k], first, strides[k].length);
            }
        }
    }

    private void classify(long narrow) {
        forms = new Form[count];
        wide = total > narrow;
        for (var k = 0; k < count; k++) {
            var splat = true;
            var dense = true;
            var step = 1L;
            var reach = 0L;
            for (var d = rank - 1; d >= 0; d--) {
                splat &= strides[k][d] == 0;
                dense &= strides[k][d] == step || sizes[d] == 1;
                step *= sizes[d];
                reach += Math.abs(strides[k][d]) * (sizes[d] - 1);
            }
            wide |= reach > narrow;
            forms[k] = dense && total > 1 ? Form.DENSE : splat ? Form.SPLAT : Form.STRIDED;
        }
    }

    /**
     * Lets one thread handle so many elements of the last dimension at once that 16 bytes of the largest type are moved
     * by one instruction, where all operands allow it.
     *
     * @param row elements of which a multiple must be handled at once; 0 if there may be a rest
     */
    void vectorize(long row) {
        var bytes = 1;
        var dense = true;
        for (var k = 0; k < count; k++) {
            if (isPlace[k]) {
                return;
            }
            dense &= forms[k] != Form.STRIDED;
            if (forms[k] != Form.SPLAT) {
                bytes = Math.max(bytes, leaves[k].dtype().bytes());
            }
        }
        for (var candidate = WIDEST / bytes; candidate > 1; candidate /= 2) {
            if ((dense ? row == 0 || row % candidate == 0 : sizes[rank - 1] % candidate == 0 && row % candidate == 0)
                && total >= candidate && allow(candidate)) {
                width = candidate;
                break;
            }
        }
        for (var k = 0; width > 1 && k < count; k++) {
            if (forms[k] == Form.STRIDED) {
                forms[k] = strides[k][rank - 1] == 0 ? Form.FLAT : Form.ROWS;
            }
        }
    }

    private boolean allow(int candidate) {
        for (var k = 0; k < count; k++) {
            if (forms[k] == Form.SPLAT) {
                continue;
            }
            var inner = strides[k][rank - 1];
            if (forms[k] == Form.STRIDED && inner == 0) {
                continue;
            }
            var fits = inner == 1 && address(k) % (candidate * leaves[k].dtype().bytes()) == 0;
            for (var d = 0; fits && d < rank - 1; d++) {
                fits = strides[k][d] % candidate == 0;
            }
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether neighbours along the last dimension but one lie next to each other, and those along the last far apart,
     * so that threads which are neighbours along the last would read far apart.
     */
    boolean isTurned(int operand) {
        return forms[operand] == Form.STRIDED && !isPlace[operand] && rank > 1 && strides[operand][rank - 2] == 1
            && sizes[rank - 2] >= WORTH_TURNING && sizes[rank - 1] >= WORTH_TURNING;
    }

    /** Whether neighbours along the last dimension lie next to each other. */
    boolean isStraight(int operand) {
        return strides[operand][rank - 1] == 1;
    }

    /** Number of tiles of 32 by 32 elements of the last two dimensions. */
    long tiles() {
        var tiles = total / (sizes[rank - 1] * sizes[rank - 2]);
        return tiles * ((sizes[rank - 1] + 31) / 32) * ((sizes[rank - 2] + 31) / 32);
    }

    int count() {
        return count;
    }

    Leaf leaf(int operand) {
        return leaves[operand];
    }

    boolean isPlace(int operand) {
        return isPlace[operand];
    }

    Form form(int operand) {
        return forms[operand];
    }

    /** Elements that one step handles. */
    int width() {
        return width;
    }

    /** Whether indices need 64 bits. */
    boolean isWide() {
        return wide;
    }

    /** Number of elements. */
    long total() {
        return total;
    }

    /** Number of common dimensions, if an operand's place depends on more than the index of the element; else 0. */
    int coordinates() {
        for (var form : forms) {
            if (form.ordinal() >= Form.ROWS.ordinal()) {
                return rank;
            }
        }
        return 0;
    }

    /** The first element's address; 0 offset for places. */
    long address(int operand) {
        var leaf = leaves[operand];
        var bytes = leaf.dtype().bytes();
        return leaf.storage().memory().address() + (total == 0 ? 0 : leaf.layout().offset() * bytes);
    }

    /** Whether another operand's memory is this one's, so that the compiler may not take it for its own. */
    boolean isShared(int operand, int target) {
        return leaves[operand].storage() == leaves[target].storage();
    }

    /** Adds what the code depends on. */
    void sign(Signature signature, int target) {
        signature.add(width | (wide ? 64 : 0) | coordinates() << 8 | count << 16);
        for (var k = 0; k < count; k++) {
            signature.add(leaves[k].dtype().ordinal() | forms[k].ordinal() << 8 | (isPlace[k] ? 1 << 16 : 0)
                | (k != target && target >= 0 && isShared(k, target) ? 1 << 17 : 0));
        }
    }

    /** Adds dimensions, addresses and strides, in the order in which {@link OperandCode} declares them. */
    void pass(Arguments arguments) {
        var coordinates = coordinates();
        for (var d = 1; d < coordinates; d++) {
            var size = d == rank - 1 ? sizes[d] / width : sizes[d];
            arguments.add(size);
            if (!wide) {
                arguments.addDivisor(size);
            }
        }
        for (var k = 0; k < count; k++) {
            arguments.add(address(k));
            if (forms[k].ordinal() >= Form.ROWS.ordinal()) {
                for (var d = 0; d < rank - (forms[k] == Form.STRIDED ? 0 : 1); d++) {
                    arguments.add(strides[k][d]);
                }
            }
        }
    }

    /** How many outer strides an operand has as parameters. */
    int stridesOf(int operand) {
        return switch (forms[operand]) {
            case SPLAT, DENSE -> 0;
            case ROWS, FLAT -> rank - 1;
            case STRIDED -> rank;
        };
    }
}

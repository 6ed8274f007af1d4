package org.jolab.gpu;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * An n-dimensional array of numbers of one type on a device. What it can do is listed by concept in the interfaces that
 * it implements; {@link Tensors} makes new ones.
 *
 * <p>Operations make new tensors. Views (indexing, {@code reshape} where possible, {@code permute} and the like) share
 * their elements with what they are taken from: what is written to one is seen in the other.
 *
 * <p>Elementwise operations on large tensors are recorded, and run as one loop when something needs the numbers. Nobody
 * notices, except that memory may run out later. Tensors may be read by any thread; who writes while another reads has
 * to keep them apart.
 *
 * <p>Memory is freed when tensors are no longer reachable, and sooner by {@link #close} or a {@link Scope}.
 */
public final class Tensor implements Arithmetic, Comparisons, Functions, Activations, Reductions, Statistics,
    Views, Selection, Ordering, Products, Contents, Exchange, Displayable, AutoCloseable {

    /** Up to so many elements recording costs more than it saves. */
    private static final long EAGER = 4096;

    private final Device device;
    private final DType dtype;
    private final int[] shape;
    private volatile Expr expr;
    private volatile boolean used;
    private final boolean isView;
    /** Whether it belongs to a graph that was being captured when it was recorded. */
    private final boolean isOfGraph;

    private Tensor(Device device, Expr expr, int[] shape, boolean isView) {
        this.isView = isView;
        this.device = device;
        this.dtype = expr.dtype();
        this.expr = expr;
        this.shape = shape;
        isOfGraph = !(expr instanceof Expr.Leaf) && device.backend().isRecording();
    }

    /** A tensor of what {@code nested} holds; see {@link Tensors#of}. */
    public static Tensor of(Object nested) {
        return Tensors.of(nested);
    }

    /** A tensor of what {@code nested} holds, converted to {@code dtype}. */
    public static Tensor of(Object nested, DType dtype) {
        return Tensors.of(nested, dtype);
    }

    /** A tensor of elements that lie where {@code elements} says; the only one so far of that storage. */
    public static Tensor of(Expr.Leaf elements) {
        return new Tensor(elements.storage().device(), elements, elements.layout().shape(), false);
    }

    /** The tensor of these elements, on the device where they are. */
    static Tensor of(Storage storage, DType dtype, Strided layout) {
        return of(new Expr.Leaf(storage, dtype, layout));
    }

    /** The same elements by another layout. */
    Tensor view(Strided layout) {
        return new Tensor(device, new Expr.Leaf(realize().storage(), dtype, layout), layout.shape(), true);
    }

    /** The result of {@code expr}, now if it is small, else when it is needed. */
    static Tensor record(Device device, Expr expr, int[] shape) {
        if (Shape.count(shape) <= EAGER) {
            return run(device, expr, shape);
        }
        var tensor = new Tensor(device, expr, shape, false);
        var weak = new WeakReference<>(tensor);
        var shared = new boolean[1];
        expr.leaves(leaf -> {
            leaf.storage().addReader(weak);
            shared[0] |= leaf.storage().isShared();
        });
        return shared[0] ? tensor.eval() : tensor;
    }

    /** The result of {@code expr}, now. */
    static Tensor run(Device device, Expr expr, int[] shape) {
        var leaf = allocate(device, expr.dtype(), shape);
        device.backend().run(expr, leaf);
        return of(leaf);
    }

    /** Memory for a tensor without gaps, its contents undefined. */
    static Expr.Leaf allocate(Device device, DType dtype, int... shape) {
        var storage = device.backend().allocate(device, Shape.count(shape) * dtype.bytes());
        storage.describe(dtype, shape);
        Scope.note(storage);
        return new Expr.Leaf(storage, dtype, Strided.contiguous(shape));
    }

    /** Where its elements are. */
    public Device device() {
        return device;
    }

    /** The type of its elements. */
    public DType dtype() {
        return dtype;
    }

    /** The sizes of its dimensions; a copy. */
    public int[] shape() {
        return shape.clone();
    }

    /** The sizes themselves, not to be changed. */
    int[] dimensions() {
        return shape;
    }

    /** Number of dimensions. */
    public int ndim() {
        return shape.length;
    }

    /** Number of elements. */
    public long size() {
        return Shape.count(shape);
    }

    /** Size of dimension {@code axis}; negative ones count from the end. */
    public int size(int axis) {
        return shape[Shape.axis("size", axis, shape.length)];
    }

    Expr expr() {
        return expr;
    }

    boolean isPending() {
        return !(expr instanceof Expr.Leaf);
    }

    /** Whether something has been recorded on what this has recorded; asked once by each that does. */
    boolean isUsed() {
        var before = used;
        used = true;
        return before;
    }

    /** Its elements; computes what has been recorded. */
    Expr.Leaf realize() {
        if (expr instanceof Expr.Leaf leaf) {
            return leaf;
        }
        synchronized (this) {
            if (expr instanceof Expr.Leaf leaf) {
                return leaf;
            }
            // The numbers of a tensor from outside a graph do not wait for the graph's first replay.
            var leaf = isOfGraph ? compute() : device.backend().beside(this::compute);
            expr = leaf;
            return leaf;
        }
    }

    private Expr.Leaf compute() {
        var leaf = allocate(device, dtype, shape);
        device.backend().run(expr, leaf);
        return leaf;
    }

    /**
     * Its elements, computed, for code that works on memory by itself.
     *
     * @param written whether that may change them; what has been recorded on the present ones is computed before
     */
    public Expr.Leaf lend(boolean written) {
        var leaf = realize();
        if (written) {
            leaf.storage().settle();
        }
        return leaf;
    }

    /** Computes now what has been recorded, for the sake of timing or of memory; returns this. */
    public Tensor eval() {
        realize();
        return this;
    }

    /** Sets the elements to {@code values}, which broadcasts; views and what this is a view of see it. */
    Tensor assign(String operation, Tensor values) {
        if (!Arrays.equals(Shape.broadcast(operation, shape, values.shape), shape)) {
            throw new ShapeException("%s: %s does not go into %s".formatted(operation, Shape.text(values.shape),
                Shape.text(shape)));
        }
        if (values.dtype != dtype && values.dtype.promote(dtype) != dtype) {
            throw new DTypeException("%s: %s does not go into %s; to(DType.%s) says that it may lose something"
                .formatted(operation, values.dtype, dtype, dtype));
        }
        Elementwise.sameDevice(operation, this, values);
        var target = realize();
        target.storage().beforeWriting();
        var source = Elementwise.cast(values, dtype).expr();
        var overlaps = new boolean[1];
        source.leaves(leaf -> overlaps[0] |= leaf.storage() == target.storage()
            && !leaf.layout().equals(target.layout()));
        device.backend().run(overlaps[0] ? run(device, source, values.shape).realize() : source, target);
        return this;
    }

    /** Sets all elements to {@code values}, which broadcasts; returns this. */
    public Tensor set(Tensor values) {
        return assign("set", values);
    }

    /** Sets all elements to {@code number}; returns this. */
    public Tensor set(Number number) {
        var target = realize();
        target.storage().beforeWriting();
        device.backend().run(Elementwise.constant("set", dtype, number), target);
        return this;
    }

    /** With elements of another type: floats become integers by cutting the fraction off, and wrap if too large. */
    public Tensor to(DType type) {
        return Elementwise.cast(this, type);
    }

    /** On another device; itself if it is there. */
    public Tensor to(Device other) {
        return Moving.to(other, this);
    }

    /**
     * On the processor in page-locked memory, which GPUs copy from and to at the bus's full speed and while the program
     * goes on; itself if it is there. Where there is no GPU, or the budget for such memory is spent, it is a copy in
     * ordinary memory.
     *
     * <p>Nobody has to wait by hand: {@code y.pinned()} returns before the elements have come from the GPU, and what
     * reads them waits; what writes to a tensor that is still being copied to a GPU waits, too.
     */
    public Tensor pinned() {
        return Moving.pinned(this);
    }

    /** Whether the elements lie in page-locked memory of the processor; see {@link #pinned}. */
    public boolean isPinned() {
        return Moving.isPinned(this);
    }

    /** Gives its memory back now, if it is this tensor's own: a view's {@code close()} leaves what it views alone. */
    @Override
    public void close() {
        if (!isView && expr instanceof Expr.Leaf leaf) {
            leaf.storage().close();
        }
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString()).with("text/html", TensorTable.html(this));
    }

    @Override
    public String toString() {
        return TensorText.of(this);
    }
}

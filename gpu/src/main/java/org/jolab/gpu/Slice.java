package org.jolab.gpu;

import java.util.ArrayList;
import java.util.List;

/** What an index says about one dimension; see {@link Views#get(Slice...)}. */
public sealed interface Slice {

    /** One element; the dimension goes. */
    record At(int index) implements Slice {
    }

    /**
     * Every {@code step}-th element from {@code start} to before {@code stop}, as in Python: negative places count from
     * the end, null stands for as far as possible, and what is beyond the ends is cut off.
     */
    record Range(Integer start, Integer stop, int step) implements Slice {

        /** Refuses a step of 0. */
        public Range {
            if (step == 0) {
                throw new IllegalArgumentException("a slice's step cannot be 0");
            }
        }

        int first(int size) {
            if (start == null) {
                return step > 0 ? 0 : size - 1;
            }
            var place = start < 0 ? start + size : start;
            return step > 0 ? Math.clamp(place, 0, size) : Math.clamp(place, -1, size - 1);
        }

        int count(int size) {
            int end;
            if (stop == null) {
                end = step > 0 ? size : -1;
            } else {
                var place = stop < 0 ? stop + size : stop;
                end = step > 0 ? Math.clamp(place, 0, size) : Math.clamp(place, -1, size - 1);
            }
            var span = step > 0 ? (long) end - first(size) : (long) first(size) - end;
            return span <= 0 ? 0 : (int) ((span + Math.abs((long) step) - 1) / Math.abs((long) step));
        }
    }

    /** A new dimension of size 1. */
    record NewAxis() implements Slice {
    }

    /** The sub-tensors at the integers of a tensor, or where its truth values are true; the result is a copy. */
    record Among(Tensor index) implements Slice {

        /** Refuses what are no indices. */
        public Among {
            if (index.dtype().isFloat()) {
                throw new DTypeException("an index is of integers or of truth values, not " + index.dtype());
            }
        }
    }

    /** All of the dimensions that the others leave. */
    record Ellipsis() implements Slice {
    }

    /** Reads an index as Python writes it, such as {@code "0, ::2, ..., -1"}. */
    static Slice[] parse(String text) {
        List<Slice> slices = new ArrayList<>();
        for (var part : text.split(",", -1)) {
            slices.add(parsePart(part.strip(), text));
        }
        return slices.toArray(Slice[]::new);
    }

    private static Slice parsePart(String part, String whole) {
        try {
            if (part.equals("...")) {
                return new Ellipsis();
            }
            if (part.equalsIgnoreCase("newaxis") || part.equals("None")) {
                return new NewAxis();
            }
            if (part.indexOf(':') < 0) {
                return new At(Integer.parseInt(part));
            }
            var places = part.split(":", -1);
            if (places.length <= 3) {
                var step = places.length < 3 ? null : place(places[2]);
                return new Range(place(places[0]), place(places[1]), step == null ? 1 : step);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("\"" + part + "\" in the index \"" + whole
            + "\" is none of: a number, from:to, from:to:step, ..., newaxis");
    }

    private static Integer place(String text) {
        return text.isBlank() ? null : Integer.valueOf(text.strip());
    }
}

package org.jolab.gpu.cuda.code;

import java.util.Arrays;

/**
 * What makes a kernel the kernel it is, as a row of small numbers: kind, types, operations, classes of layouts. Grows
 * while it is put together by one thread; compared by contents.
 */
final class Signature {

    private int[] words = new int[32];
    private int length;

    Signature add(int word) {
        if (length == words.length) {
            words = Arrays.copyOf(words, 2 * length);
        }
        words[length++] = word;
        return this;
    }

    /** The same, which nobody will change. */
    Signature copy() {
        var copy = new Signature();
        copy.words = Arrays.copyOf(words, length);
        copy.length = length;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && Arrays.equals(words, 0, length, that.words, 0, that.length);
    }

    @Override
    public int hashCode() {
        var hash = length;
        for (var i = 0; i < length; i++) {
            hash = 31 * hash + words[i];
        }
        return hash;
    }

    /** A name for it, with enough digits that no two share it: 64 bits of FNV-1a over the words. */
    String name(String kind) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < length; i++) {
            hash = (hash ^ words[i]) * 0x100000001b3L;
            hash ^= hash >>> 32;
        }
        return kind + "_" + Long.toHexString(hash);
    }
}

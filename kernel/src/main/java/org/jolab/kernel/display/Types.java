package org.jolab.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions about classes that rendering asks. */
final class Types {

    /** How many rows of an array of arrays are looked at to find out whether they have one length. */
    private static final int ROWS = 100_000;

    private Types() {}

    /** The name without its package, as people say it. */
    static String name(Class<?> type) {
        var name = type.getSimpleName();
        return name.isEmpty() ? type.getName().substring(type.getName().lastIndexOf('.') + 1) : name;
    }

    /** What people call a container: its class, or the interface if its class is nobody's business. */
    static String containerName(Object value) {
        if (Modifier.isPublic(value.getClass().getModifiers()) || value.getClass().getClassLoader() != null) {
            return name(value.getClass());
        }
        return switch (value) {
            case List<?> _ -> "List";
            case Set<?> _ -> "Set";
            case Map<?, ?> _ -> "Map";
            case Collection<?> _ -> "Collection";
            default -> name(value.getClass());
        };
    }

    /** Whether the class, or one above it, says how its values look as text. */
    static boolean hasToString(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException | LinkageError e) {
            return true;
        }
    }

    /** Whether a record's text is the one that Java gives it: the compiler's method is final, a person's is not. */
    static boolean isPlainRecord(Record value) {
        try {
            return Modifier.isFinal(value.getClass().getMethod("toString").getModifiers());
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }

    /** The class, its interfaces and all above them, the nearest first. */
    static Set<Class<?>> withSupertypes(Class<?> type) {
        var all = new LinkedHashSet<Class<?>>();
        for (var at = type; at != null; at = at.getSuperclass()) {
            all.add(at);
        }
        for (var at : List.copyOf(all)) {
            addInterfaces(at, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (var face : type.getInterfaces()) {
            if (all.add(face)) {
                addInterfaces(face, all);
            }
        }
    }

    /** The fields of an object that the kernel may read, those of its superclasses first. */
    static List<Field> readableFields(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (var at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            var own = new ArrayList<Field>();
            for (var field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && field.trySetAccessible()) {
                    own.add(field);
                }
            }
            fields.addAll(0, own);
        }
        return fields;
    }

    static boolean isNestedArray(Object value) {
        return value instanceof Object[] && value.getClass().getComponentType().isArray();
    }

    /** Type and lengths of an array: {@code int[2][3]}, or {@code int[2][]} where the inner lengths differ. */
    static String shape(Object array) {
        var type = array.getClass();
        var brackets = new StringBuilder();
        var level = List.of(array);
        while (type.isArray()) {
            type = type.getComponentType();
            var length = commonLength(level);
            brackets.append('[').append(length < 0 ? "" : length).append(']');
            level = length < 0 || !type.isArray() ? List.of() : inner(level, length);
        }
        return name(type) + brackets;
    }

    private static int commonLength(List<Object> arrays) {
        var common = -1;
        for (var array : arrays) {
            var length = array == null ? -1 : Array.getLength(array);
            if (length < 0 || common >= 0 && length != common) {
                return -1;
            }
            common = length;
        }
        return common;
    }

    private static List<Object> inner(List<Object> arrays, int length) {
        if ((long) arrays.size() * length > ROWS) {
            return List.of();
        }
        var inner = new ArrayList<Object>();
        for (var array : arrays) {
            for (var i = 0; i < length; i++) {
                inner.add(Array.get(array, i));
            }
        }
        return inner;
    }
}

package org.jolab.gpu;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks into a variable for tensors: in lists, maps, arrays and other collections, in records and in the fields of
 * objects whose classes are not the JDK's. What cannot be looked into is passed over.
 */
final class TensorSearch {

    /** A trainer's {@code model.layers[0].weights[w]} is found; libraries' own graphs of objects are not walked. */
    private static final int DEEPEST = 6;
    private static final int MOST_IN_ONE = 1000;
    private static final int MOST_IN_ALL = 20_000;

    /** Fields of tensors' own memory lead nowhere that has a name. */
    private static final List<Class<?>> OPAQUE = List.of(Tensor.class, Device.class, Storage.class, Backend.class);

    private final Map<Storage, List<String>> names;
    private final Map<Storage, Tensor> tensors;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Adds what it finds to {@code names} and {@code tensors}. */
    TensorSearch(Map<Storage, List<String>> names, Map<Storage, Tensor> tensors) {
        this.names = names;
        this.tensors = tensors;
    }

    void visit(String name, Object value) {
        visit(name, value, 0);
    }

    private void visit(String name, Object value, int depth) {
        if (value instanceof Tensor tensor) {
            if (tensor.expr() instanceof Expr.Leaf leaf && !leaf.storage().isClosed()) {
                names.computeIfAbsent(leaf.storage(), _ -> new ArrayList<>()).add(name);
                tensors.putIfAbsent(leaf.storage(), tensor);
            }
        } else if (value != null && depth < DEEPEST && seen.size() < MOST_IN_ALL && isContainer(value)
            && seen.add(value)) {
            try {
                visitInside(name, value, depth + 1);
            } catch (RuntimeException | LinkageError e) {
                // A collection that another thread changes, a lazy one that cannot be read, a class that lacks another:
                // a report goes on.
                return;
            }
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof Object[] || value instanceof Collection || value instanceof Map
            || value instanceof Optional || isOfUser(value.getClass());
    }

    private static boolean isOfUser(Class<?> type) {
        var loader = type.getClassLoader();
        return loader != null && loader != ClassLoader.getPlatformClassLoader() && !type.isEnum() && !type.isArray()
            && OPAQUE.stream().noneMatch(each -> each.isAssignableFrom(type));
    }

    private void visitInside(String name, Object value, int depth) {
        switch (value) {
            case List<?> list -> visitRow(name, list, depth);
            case Object[] array -> visitRow(name, Arrays.asList(array), depth);
            case Collection<?> others -> others.stream().limit(MOST_IN_ONE)
                .forEach(each -> visit(name + "{}", each, depth));
            case Map<?, ?> map -> map.entrySet().stream().limit(MOST_IN_ONE)
                .forEach(each -> visit(name + "[" + each.getKey() + "]", each.getValue(), depth));
            case Optional<?> optional -> visit(name, optional.orElse(null), depth);
            default -> visitFields(name, value, depth);
        }
    }

    private void visitRow(String name, List<?> row, int depth) {
        var index = 0;
        for (var each : row) {
            if (index == MOST_IN_ONE) {
                return;
            }
            visit(name + "[" + index++ + "]", each, depth);
        }
    }

    /** Fields, since a record's accessors are code of the user. */
    private void visitFields(String name, Object value, int depth) {
        for (Class<?> type = value.getClass(); type != null && isOfUser(type); type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()
                    && field.trySetAccessible()) {
                    visit(name + "." + field.getName(), read(field, value), depth);
                }
            }
        }
    }

    private static Object read(Field field, Object value) {
        try {
            return field.get(value);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}

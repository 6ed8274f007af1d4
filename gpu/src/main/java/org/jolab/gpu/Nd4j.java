package org.jolab.gpu;

/** Finds ND4J, which need not be there. */
final class Nd4j {

    private static final String ARRAY = "org.nd4j.linalg.api.ndarray.INDArray";

    private Nd4j() {
    }

    /** Whether it is a class of ND4J's arrays; asked by name. */
    static boolean isArray(Class<?> type) {
        for (var each = type; each != null; each = each.getSuperclass()) {
            for (var face : each.getInterfaces()) {
                if (face.getName().equals(ARRAY) || isArray(face)) {
                    return true;
                }
            }
        }
        return false;
    }

    static Nd4jBridge bridge(ClassLoader loader) {
        throw new IllegalStateException("there is no ND4J: org.nd4j:nd4j-native is not on the class path");
    }
}

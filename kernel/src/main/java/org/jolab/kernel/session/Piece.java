package org.jolab.kernel.session;

/** A statement or a type at the top level of a cell. Offsets count UTF-16 units of the cell's text. */
sealed interface Piece {

    /** Where it starts. */
    int start();

    /** Where it ends, exclusive, with its semicolon. */
    int end();

    /**
     * A variable.
     *
     * @param type its type as written, or null for {@code var}
     * @param initStart where its initializer starts, or -1 if it has none
     * @param bareArray whether the initializer is a list in braces without {@code new}
     * @param anonymous the anonymous class whose instance is assigned and which {@code var} thus means, or null
     */
    record Variable(int start, int end, String name, String type, int initStart, int initEnd, boolean bareArray,
        Anonymous anonymous) implements Piece {

        boolean isInitialized() {
            return initStart >= 0;
        }

        /** This variable as the instance of a class that has been given a name. */
        Variable ofClass(String className) {
            return new Variable(start, end, name, className, initStart, initEnd, bareArray, anonymous);
        }
    }

    /** A class without a name that extends or implements {@code superType}; its body starts at {@code bodyStart}. */
    record Anonymous(String superType, int bodyStart, int bodyEnd) {}

    /**
     * An expression that ends at {@code expressionEnd}.
     *
     * @param statement whether Java takes it as a statement, such as a call
     * @param shown whether it ends the cell without a semicolon, so that its value is the cell's
     */
    record Expression(int start, int end, int expressionEnd, boolean statement, boolean shown) implements Piece {}

    /** Any other statement; {@code switched} if it starts with {@code switch}. */
    record Statement(int start, int end, boolean switched) implements Piece {}

    /** A class, record, interface or enum. */
    record Type(int start, int end) implements Piece {}
}

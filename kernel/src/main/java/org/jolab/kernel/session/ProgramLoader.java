package org.jolab.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/**
 * Loads the classes of a program that was compiled beside the notebook's, stoppable as those are. Used by all threads.
 *
 * <p>A loader of its own for each run: a program that was changed is a new one, and the old one can be collected.
 */
final class ProgramLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String CLASS_FILE = ".class";

    private final Map<String, byte[]> classFiles;
    private final Weaver weaver = new Weaver(
        type -> getResourceAsStream(type.descriptorString().substring(1).replace(';', '.') + "class"));

    /** A loader of {@code classFiles}, by their binary names, that knows all that {@code parent} knows. */
    ProgramLoader(ClassLoader parent, Map<String, byte[]> classFiles) {
        super("program", parent);
        this.classFiles = Map.copyOf(classFiles);
    }

    /** The program's own class first: the notebook may have had another of that name on its class path for long. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classFiles.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var classFile = classFiles.get(name);
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        var woven = weaver.weave(classFile);
        return defineClass(name, woven, 0, woven.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (name.endsWith(CLASS_FILE)) {
            var own = classFiles.get(name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.'));
            if (own != null) {
                return new ByteArrayInputStream(own);
            }
        }
        return super.getResourceAsStream(name);
    }
}

package org.jolab.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * Loads what the user writes and the libraries that he adds. Used by all threads.
 *
 * <p>A class is looked for in this order: the platform loader; the packages that the kernel shares with notebooks, in
 * the application's loader; the classes compiled from cells; the user's class path; the JDK's own modules of the
 * application loader, such as {@code jdk.compiler}. Nothing else of the application is seen, so that a notebook may use
 * any version of a library that the kernel happens to use as well.
 */
final class UserLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String CLASS_FILE = ".class";

    private final Set<String> sharedClasses;
    private final Set<String> sharedPackages;
    private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
    private final Weaver weaver = new Weaver(
        type -> getResourceAsStream(type.descriptorString().substring(1).replace(';', '.') + "class"));

    /** A loader that shares the packages of the jars in {@code shared} with the application. */
    UserLoader(Collection<Path> shared) {
        super("notebook", new URL[0], ClassLoader.getPlatformClassLoader());
        sharedClasses = classesOf(shared);
        sharedPackages = sharedClasses.stream().map(UserLoader::packageOf).collect(Collectors.toSet());
        setPackageAssertionStatus(Javac.PACKAGE, true);
    }

    /** Adds a class compiled from a cell; it is woven and defined when it is first used. */
    void add(String name, byte[] classFile) {
        compiled.put(name, classFile);
    }

    /** Adds a jar or a folder of classes to the end of the class path. */
    void add(Path entry) {
        try {
            addURL(entry.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** Replaces the code of a loaded class; false if more than method bodies have changed. */
    boolean redefine(String name, byte[] classFile) {
        var loaded = findLoadedClass(name);
        if (loaded != null && !Redefinition.redefine(loaded, weaver.weave(classFile))) {
            return false;
        }
        compiled.put(name, classFile);
        return true;
    }

    /** Whether a package is one of the JDK's or is shared with the application, so that it gets no more classes. */
    boolean isComplete(String packageName) {
        return packageName.startsWith("java.") || sharedPackages.contains(packageName);
    }

    /** Whether there is a class of that binary name in one of these packages. */
    boolean isOfCompletePackage(String className) {
        return sharedClasses.contains(className)
            || getParent().getResource(className.replace('.', '/') + CLASS_FILE) != null;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(Checkpoint.class.getName()) || sharedPackages.contains(packageOf(name))) {
            return Checkpoint.class.getClassLoader().loadClass(name);
        }
        var classFile = compiled.get(name);
        if (classFile != null) {
            var woven = weaver.weave(classFile);
            if (Javac.isCell(name)) {
                // No other class extends it, so nobody will ask for its bytes again.
                compiled.remove(name);
            }
            return defineClass(name, woven, 0, woven.length);
        }
        try {
            return super.findClass(name);
        } catch (ClassNotFoundException e) {
            if (isOfTheJdk(packageOf(name))) {
                return ClassLoader.getSystemClassLoader().loadClass(name);
            }
            throw e;
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (name.endsWith(CLASS_FILE)) {
            var classFile = compiled.get(name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.'));
            if (classFile != null) {
                return new ByteArrayInputStream(classFile);
            }
        }
        return super.getResourceAsStream(name);
    }

    private static boolean isOfTheJdk(String packageName) {
        return ModuleLayer.boot().modules().stream().anyMatch(module -> module.getPackages().contains(packageName));
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static Set<String> classesOf(Collection<Path> jars) {
        var classes = new HashSet<String>();
        for (var jar : jars) {
            try (var file = new JarFile(jar.toFile())) {
                file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(CLASS_FILE) && name.indexOf('/') > 0)
                    .forEach(name -> classes.add(
                        name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.')));
            } catch (IOException e) {
                throw new IllegalStateException("The kernel's own " + jar.getFileName() + " can't be read.", e);
            }
        }
        return classes;
    }
}

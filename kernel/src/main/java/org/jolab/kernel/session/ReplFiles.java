package org.jolab.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * Shows a compiler the classes of earlier cells, and keeps what it writes. Used by one compilation at a time.
 *
 * <p>A standard file manager because JShell asks for one.
 */
final class ReplFiles extends ForwardingJavaFileManager<StandardJavaFileManager> implements StandardJavaFileManager {

    /** The class file of one class, by its binary name. */
    record Compiled(String name, byte[] bytes) {}

    private final Supplier<Collection<Compiled>> earlier;
    private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

    /** Adds the classes that {@code earlier} names to the package of the cells; the rest is left to {@code files}. */
    ReplFiles(StandardJavaFileManager files, Supplier<Collection<Compiled>> earlier) {
        super(files);
        this.earlier = earlier;
    }

    /** Lets the compiler see {@code entries}, jars and folders of classes, and no others. */
    void setClassPath(Collection<Path> entries) {
        try {
            setLocationFromPaths(StandardLocation.CLASS_PATH, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of earlier cells. */
    Collection<Compiled> earlier() {
        return earlier.get();
    }

    /** Refuses a class path by option: JShell would put the kernel's own there. */
    @Override
    public boolean handleOption(String option, Iterator<String> rest) {
        if (option.equals("-classpath")) {
            rest.next();
            return true;
        }
        return super.handleOption(option, rest);
    }

    /** The classes written since the last call. */
    Collection<Compiled> takeWritten() {
        var classes = new ArrayList<Compiled>();
        written.forEach((name, bytes) -> classes.add(new Compiled(name, bytes.toByteArray())));
        written.clear();
        return classes;
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds,
            boolean recurse) throws IOException {
        var found = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !packageName.equals(Javac.PACKAGE)
                || !kinds.contains(JavaFileObject.Kind.CLASS)) {
            return found;
        }
        var all = new ArrayList<JavaFileObject>();
        found.forEach(all::add);
        earlier.get().forEach(compiled -> all.add(new ClassFileObject(compiled)));
        return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassFileObject ours ? ours.compiled.name() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a instanceof ClassFileObject || b instanceof ClassFileObject ? a.equals(b) : super.isSameFile(a, b);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof ClassFileObject ? location == StandardLocation.CLASS_PATH
            : super.contains(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
            FileObject sibling) {
        return new SimpleJavaFileObject(uri(className, kind), kind) {
            @Override
            public OutputStream openOutputStream() {
                var bytes = new ByteArrayOutputStream();
                written.put(className, bytes);
                return bytes;
            }
        };
    }

    /** The address of a file that is only in memory. */
    static URI uri(String className, JavaFileObject.Kind kind) {
        return URI.create("cell:///" + className.replace('.', '/') + kind.extension);
    }

    private static final class ClassFileObject extends SimpleJavaFileObject {

        private final Compiled compiled;

        ClassFileObject(Compiled compiled) {
            super(uri(compiled.name(), Kind.CLASS), Kind.CLASS);
            this.compiled = compiled;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(compiled.bytes());
        }
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
        return fileManager.getJavaFileObjects(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        return fileManager.getLocationAsPaths(location);
    }
}

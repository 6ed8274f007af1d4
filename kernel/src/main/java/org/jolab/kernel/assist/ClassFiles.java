package org.jolab.kernel.assist;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jolab.kernel.assist.ClassIndex.Entry;
import org.jolab.kernel.assist.ClassIndex.Gatherer;

/** Reads which public classes modules, jars and folders hold. */
final class ClassFiles {

    private static final String SUFFIX = ".class";
    /** The access flags that tell the kinds of classes apart. */
    private static final int OTHER_THAN_CLASS =
        ClassFile.ACC_INTERFACE | ClassFile.ACC_ENUM | ClassFile.ACC_MODULE | ClassFile.ACC_SYNTHETIC;

    private ClassFiles() {}

    /** The exported classes of the modules that the JVM has resolved. */
    static Map<String, List<Entry>> ofJdk() throws IOException {
        var resolved = ModuleLayer.boot().modules().stream().map(Module::getName).collect(Collectors.toSet());
        var gatherer = new Gatherer();
        for (var module : ModuleFinder.ofSystem().findAll()) {
            if (resolved.contains(module.descriptor().name())) {
                var exported = exported(module.descriptor());
                try (var reader = module.open(); var names = reader.list()) {
                    for (var name : (Iterable<String>) names::iterator) {
                        if (isTopClass(name) && exported.contains(packageOf(name))) {
                            reader.read(name).ifPresent(buffer -> {
                                add(name, bytes(buffer), gatherer);
                                reader.release(buffer);
                            });
                        }
                    }
                }
            }
        }
        return gatherer.done();
    }

    private static Set<String> exported(ModuleDescriptor module) {
        var packages = new HashSet<String>();
        module.exports().stream().filter(export -> !export.isQualified())
            .forEach(export -> packages.add(export.source()));
        return packages;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The classes of a jar or a folder; none if it can't be read. */
    static Map<String, List<Entry>> of(Path path) throws IOException {
        var gatherer = new Gatherer();
        if (Files.isDirectory(path)) {
            try (var files = Files.walk(path)) {
                for (var file : (Iterable<Path>) files::iterator) {
                    var name = path.relativize(file).toString().replace('\\', '/');
                    if (isTopClass(name)) {
                        add(name, Files.readAllBytes(file), gatherer);
                    }
                }
            }
        } else if (Files.isRegularFile(path)) {
            try (var jar = new JarFile(path.toFile())) {
                for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                    if (isTopClass(entry.getName())) {
                        try (InputStream in = jar.getInputStream(entry)) {
                            add(entry.getName(), in.readAllBytes(), gatherer);
                        }
                    }
                }
            }
        }
        return gatherer.done();
    }

    private static boolean isTopClass(String name) {
        return name.endsWith(SUFFIX) && name.indexOf('$') < 0 && name.indexOf('-') < 0
            && !name.startsWith("META-INF/");
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.');
    }

    private static void add(String name, byte[] classFile, Gatherer gatherer) {
        int flags;
        try {
            flags = ClassFile.of().parse(classFile).flags().flagsMask();
        } catch (IllegalArgumentException e) {
            return;
        }
        if ((flags & ClassFile.ACC_PUBLIC) != 0) {
            gatherer.add(packageOf(name), name.substring(name.lastIndexOf('/') + 1, name.length() - SUFFIX.length()),
                kind(flags & OTHER_THAN_CLASS));
        }
    }

    private static String kind(int flags) {
        return (flags & ClassFile.ACC_INTERFACE) != 0 ? "interface"
            : (flags & ClassFile.ACC_ENUM) != 0 ? "enum" : "class";
    }
}

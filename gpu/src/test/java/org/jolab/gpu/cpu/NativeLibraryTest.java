package org.jolab.gpu.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

    private static final String FILE = "org.jolab.gpu.test.library";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        List.of(FILE, "org.jolab.gpu.cache", "org.jolab.gpu.natives").forEach(System::clearProperty);
    }

    private static NativeLibrary.Wanted wanted(String artifact, String... files) {
        return new NativeLibrary.Wanted("Trial", new NativeLibrary.Jar(artifact, "1.0", FILE), List.of(files),
            List.of("libno-such-library.so"));
    }

    private static NativeLibrary.Wanted openblas() {
        return wanted("openblas", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
    }

    private String reasons(NativeLibrary.Wanted wanted) {
        var search = NativeLibrary.find(wanted);
        assertTrue(search.library().isEmpty());
        return String.join("; ", search.reason());
    }

    @Test
    void whatIsNowhereIsToldWithAllPlacesAndTheCommandThatBringsIt() {
        var search = NativeLibrary.find(wanted("nothing", "libnothing.so"));
        var told = LibraryReport.missing(wanted("nothing", "libnothing.so"), search).toString();
        assertEquals("Trial is missing: no org.bytedeco:nothing for " + NativeLibrary.platform()
            + " on the class path; the system has no libno-such-library.so. In a notebook, "
            + "%maven org.bytedeco:nothing:1.0:" + NativeLibrary.platform() + " brings it", told);
    }

    @Test
    void aFileThatIsNoLibraryIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("lib.so"), "not a library");
        System.setProperty(FILE, file.toString());
        assertTrue(reasons(openblas()).contains(file.toString()));
        System.setProperty(FILE, folder.resolve("absent.so").toString());
        assertTrue(reasons(openblas()).contains("absent.so"));
        System.setProperty(FILE, "none");
        assertEquals("-D" + FILE + "=none", reasons(openblas()));
    }

    @Test
    void librariesOfTheClassPathAreUnpackedForTheUserAlone() throws IOException {
        onLinux();
        System.setProperty("org.jolab.gpu.cache", folder.resolve("cache").toString());
        var found = NativeLibrary.find(openblas()).library().orElseThrow();
        assertTrue(found.symbols().find("cblas_sgemm").isPresent());
        var file = Path.of(found.place());
        for (var each : new Path[] {folder.resolve("cache"), file.getParent()}) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
        }
    }

    @Test
    void aDamagedCopyIsReplaced() throws IOException {
        onLinux();
        System.setProperty("org.jolab.gpu.cache", folder.resolve("cache").toString());
        var libgomp = wanted("dnnl", "libgomp.so.1");
        var first = Path.of(NativeLibrary.find(libgomp).library().orElseThrow().place());
        var right = Files.readAllBytes(first);
        var wrong = right.clone();
        wrong[wrong.length / 2] ^= 1;
        // A new file: the loaded one stays as it is.
        Files.delete(first);
        Files.write(first, wrong);
        assertTrue(NativeLibrary.find(libgomp).library().isPresent());
        assertEquals(-1, Arrays.mismatch(right, Files.readAllBytes(first)));
    }

    @Test
    void aCacheThatCannotBeWrittenIsToldAndTheNextPlaceTried() throws IOException {
        onLinux();
        System.setProperty("org.jolab.gpu.cache", Files.writeString(folder.resolve("file"), "").toString());
        var told = reasons(openblas());
        assertTrue(told.contains("cannot unpack") && told.contains(folder.resolve("file").toString()), told);
        assertTrue(told.endsWith("the system has no libno-such-library.so"), told);
    }

    @Test
    void aCacheIntoWhichOthersMayWriteIsNotUsed() throws IOException {
        onLinux();
        var cache = Files.createDirectory(folder.resolve("cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        System.setProperty("org.jolab.gpu.cache", cache.toString());
        assertTrue(reasons(openblas()).contains("others may write to " + cache + "; chmod 700 makes it safe"));
    }

    @Test
    void jarsInTheDistributionsFolderAreFoundByTheirNames() throws IOException {
        onLinux();
        System.setProperty("org.jolab.gpu.cache", folder.resolve("cache").toString());
        System.setProperty("org.jolab.gpu.natives", folder.toString());
        var jar = folder.resolve("trial-1.0-" + NativeLibrary.platform() + ".jar");
        var entry = "org/bytedeco/trial/" + NativeLibrary.platform() + "/libtrial.so";
        var source = getClass().getClassLoader().getResource("org/bytedeco/dnnl/" + NativeLibrary.platform()
            + "/libgomp.so.1");
        try (var out = new JarOutputStream(Files.newOutputStream(jar)); var in = source.openStream()) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        var found = NativeLibrary.find(wanted("trial", "libtrial.so")).library().orElseThrow();
        assertTrue(found.symbols().find("omp_get_max_threads").isPresent());
        assertFalse(found.place().contains("openblas"));
        Files.write(jar, new byte[100]);
        assertTrue(reasons(wanted("trial", "libother.so")).contains("cannot unpack"));
    }

    @Test
    void bothLibrariesOfTheBuildAreInUseHere() {
        assertTrue(Blas.report().isFound(), Blas.report().toString());
        assertTrue(OneDnn.report().isFound(), OneDnn.report().toString());
        assertTrue(Blas.report().version().startsWith("0.3."), Blas.report().toString());
        assertTrue(OneDnn.report().version().startsWith("3."), OneDnn.report().toString());
    }

    private static void onLinux() {
        Assumptions.assumeTrue(NativeLibrary.platform().startsWith("linux"), "the files' names are those of Linux");
    }
}

package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.StoreException;

/**
 * Sign-ins in files that their user alone can read, one each. Used by many threads and processes.
 *
 * @param folder is made when the first one is written
 */
record TokenFiles(Path folder) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@+][A-Za-z0-9._@+-]{0,127}");
    private static final String ENDING = ".json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ,
        PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** Work that is done by one process at a time; to be closed. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    Path file(String name) {
        return folder.resolve(checked(name) + ENDING);
    }

    /** The name as it was given. */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UsageError("A sign-in cannot be called \"" + name
                + "\". Use letters, digits and . _ @ + - only.");
        }
        return name;
    }

    /** A name that an account's address can have here. */
    static String name(String account) {
        var fit = account.replaceAll("[^A-Za-z0-9._@+-]", "_").replaceFirst("^[.-]", "_");
        return fit.isEmpty() ? "drive" : fit.substring(0, Math.min(fit.length(), 128));
    }

    Optional<Kept> read(String name) throws IOException {
        var file = file(name);
        try {
            refuseIfOthersCanRead(file);
            return Optional.of(KeptJson.read(file));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    /** The names of all that are there, whether they can be read or not. */
    List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .filter(name -> NAME.matcher(name).matches() && !name.startsWith("client_secret")).sorted().toList();
        }
    }

    /** All that can be read, the latest sign-in first. */
    List<Kept> all() throws IOException {
        var all = new ArrayList<Kept>();
        for (var name : names()) {
            try {
                read(name).ifPresent(all::add);
            } catch (IOException e) {
                System.getLogger(TokenFiles.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
            }
        }
        all.sort(Comparator.comparing(Kept::since).reversed());
        return all;
    }

    /** Writes it whole or not at all. */
    void write(Kept kept) throws IOException {
        var file = file(kept.about().name());
        var fresh = folder.resolve("." + UUID.randomUUID() + ".new");
        try {
            makeFolder();
            try (var channel = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownersAlone(fresh, "rw-------"))) {
                var bytes = ByteBuffer.wrap(KeptJson.write(kept));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException("The sign-in cannot be kept in " + file + ": " + reason(e)
                + ". Make room or give yourself the right to write there, or let XDG_CONFIG_HOME name another folder.",
                e);
        } finally {
            if (Files.isDirectory(folder)) {
                Files.deleteIfExists(fresh);
            }
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
        Files.deleteIfExists(lockFile(name));
    }

    /** Waits until no other process or thread is at work on this one; goes on alone where files cannot be locked. */
    Turn turn(String name) throws IOException {
        FileChannel channel;
        try {
            makeFolder();
            var file = lockFile(name);
            channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                ownersAlone(file, "rw-------"));
        } catch (IOException e) {
            return () -> {};
        }
        // A blocking lock knows no time limit, and not of this process's other threads.
        var end = System.nanoTime() + PATIENCE.toNanos();
        var isTaken = false;
        try {
            while (System.nanoTime() < end) {
                try {
                    if (channel.tryLock() != null) {
                        isTaken = true;
                        return () -> close(channel);
                    }
                } catch (OverlappingFileLockException _) {
                    // Another thread has it: as if another process had.
                }
                Thread.sleep(20);
            }
            throw new StoreException(StoreException.Kind.OFFLINE, "Another process has been refreshing the sign-in "
                + name + " for " + PATIENCE.toSeconds() + " seconds. End it if it hangs; it holds "
                + lockFile(name) + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            if (!isTaken) {
                close(channel);
            }
        }
    }

    private Path lockFile(String name) {
        return folder.resolve("." + checked(name) + ".lock");
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // Closing gives the lock back even then.
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectory(folder, ownersAlone(folder, "rwx------"));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                if (!Files.isDirectory(folder)) {
                    throw new IOException(folder + " is a file. Sign-ins are kept in a folder of this name: move the "
                        + "file away.", e);
                }
            }
        } else if (isPosix(folder) && !OWNERS.containsAll(Files.getPosixFilePermissions(folder))) {
            Files.setPosixFilePermissions(folder, OWNERS);
        }
    }

    private static void refuseIfOthersCanRead(Path file) throws IOException {
        if (isPosix(file)) {
            var permissions = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(permissions)) {
                throw new StoreException(StoreException.Kind.AUTH, "Others can read or change your sign-in in " + file
                    + " (" + PosixFilePermissions.toString(permissions) + "), so it is not used. If you trust them, "
                    + "run \"chmod 600 " + file + "\"; if not, end it with \"%drive auth revoke\" and sign in again "
                    + "with \"%drive auth login\".");
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownersAlone(Path path, String permissions) {
        return isPosix(path) ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(permissions))} : new FileAttribute<?>[0];
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException of && of.getReason() != null ? of.getReason()
            : failure instanceof java.nio.file.AccessDeniedException ? "you have no right to write there"
            : String.valueOf(failure.getMessage());
    }
}

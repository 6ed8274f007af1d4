package org.jolab.magics.git.credentials;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The helper {@code store}: a file with an address a line, readable by the user alone. Works without git.
 *
 * @param file usually {@code ~/.git-credentials}
 * @see <a href="https://git-scm.com/docs/git-credential-store">git on it</a>
 */
record StoreFile(Path file) implements Helper {

    private static final Pattern LINE = Pattern.compile("(https?)://([^:@/]*):([^@/]*)@([^/]+)(/.*)?");

    private record Entry(Host host, Login login) {

        boolean isFor(Host wanted) {
            return host.isSame(wanted) && (wanted.user().isEmpty() || wanted.user().equals(login.user()))
                && (host.path().isEmpty() || host.path().equals(wanted.path()));
        }

        String line() {
            return host.protocol() + "://" + encoded(login.user()) + ":" + encoded(login.secret()) + "@"
                + host.name() + (host.path().isEmpty() ? "" : "/" + host.path());
        }
    }

    @Override
    public Optional<Login> get(Host host) {
        return lines().stream().flatMap(line -> parse(line).stream()).filter(entry -> entry.isFor(host))
            .map(Entry::login).findFirst();
    }

    @Override
    public void store(Host host, Login login) {
        var fresh = new Entry(new Host(host.protocol(), host.name(), "", ""), login);
        var all = new ArrayList<String>();
        all.add(fresh.line());
        lines().stream().filter(line -> parse(line).filter(entry -> entry.host.isSame(host)
            && entry.login.user().equals(login.user())).isEmpty()).forEach(all::add);
        write(all);
    }

    @Override
    public void erase(Host host, Login login) {
        var all = lines();
        var rest = all.stream().filter(line -> parse(line).filter(entry -> entry.host.isSame(host)
            && entry.login.equals(login)).isEmpty()).toList();
        if (rest.size() < all.size()) {
            write(rest);
        }
    }

    private List<String> lines() {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Entry> parse(String line) {
        var match = LINE.matcher(line.strip());
        return match.matches() ? Optional.of(new Entry(new Host(match.group(1), decoded(match.group(4)),
            match.group(5) == null ? "" : match.group(5).replaceFirst("^/+", ""), ""),
            new Login(decoded(match.group(2)), decoded(match.group(3))))) : Optional.empty();
    }

    private void write(List<String> lines) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var fresh = file.resolveSibling(file.getFileName() + ".lock");
            Files.deleteIfExists(fresh);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                    "rw-------")));
            }
            Files.write(fresh, lines);
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            System.getLogger(StoreFile.class.getName()).log(System.Logger.Level.WARNING, "Can't write " + file, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

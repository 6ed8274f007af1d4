package org.jolab.magics.sql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a database is: a JDBC URL, and what is to be kept out of sight. URLs as other notebooks' SQL magics take them,
 * such as {@code postgresql://user:password@host/database}, are understood, too.
 *
 * @param url the JDBC URL
 * @param user who asks, if that is not in the URL
 * @param password his password; shown nowhere
 */
record Address(String url, Optional<String> user, Optional<String> password) {

    /** A word that is an address rather than the start of a statement. */
    static final Pattern NOTATION = Pattern.compile("(jdbc:|[a-zA-Z][a-zA-Z0-9]*(\\+[a-zA-Z0-9]+)?://)\\S*");

    private static final Pattern OTHER = Pattern.compile(
        "([a-zA-Z][a-zA-Z0-9]*)(?:\\+[a-zA-Z0-9]+)?://(?:([^:/@]*)(?::([^/]*))?@)?([^/?]*)(/[^?]*)?(\\?.*)?");
    private static final Pattern SECRET = Pattern.compile(
        "(?i)((?:password|passwd|pwd|secret|token|accesskey|api_?key)\\w*\\s*=\\s*)([^;&]*)");
    private static final Pattern USER_INFO = Pattern.compile("(//[^:/@?]*:)([^/]*)(@)|(thin:[^/@]*/)([^@]*)(@)");

    /** The address that {@code text} names. */
    static Address of(String text) {
        var matcher = OTHER.matcher(text);
        if (text.startsWith("jdbc:") || !matcher.matches()) {
            return new Address(text, Optional.empty(), Optional.empty());
        }
        var host = matcher.group(4);
        var path = Optional.ofNullable(matcher.group(5)).orElse("");
        var query = Optional.ofNullable(matcher.group(6)).orElse("");
        var file = path.isEmpty() ? "" : path.substring(1);
        var url = switch (matcher.group(1)) {
            case "sqlite" -> "jdbc:sqlite:" + (file.isEmpty() ? ":memory:" : file) + query;
            case "duckdb" -> "jdbc:duckdb:" + (file.equals(":memory:") ? "" : file) + query;
            case "postgres", "postgresql" -> "jdbc:postgresql://" + host + path + query;
            case "mssql", "sqlserver" -> "jdbc:sqlserver://" + host + (file.isEmpty() ? "" : ";databaseName=" + file);
            case "oracle" -> "jdbc:oracle:thin:@//" + host + path;
            default -> "jdbc:" + matcher.group(1) + "://" + host + path + query;
        };
        return new Address(url, decoded(matcher.group(2)), decoded(matcher.group(3)));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.ofNullable(text).filter(some -> !some.isEmpty())
                .map(some -> URLDecoder.decode(some.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.of(text);
        }
    }

    Address withUser(String name) {
        return new Address(url, Optional.of(name), password);
    }

    Address withPassword(String secret) {
        return new Address(url, user, Optional.of(secret));
    }

    /** Whether {@code other}, which may leave out user and password, names the same database. */
    boolean isMeantBy(Address other) {
        return url.equals(other.url) && (other.user.isEmpty() || other.user.equals(user))
            && (other.password.isEmpty() || other.password.equals(password));
    }

    Properties properties() {
        var properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        return properties;
    }

    /** {@code text} without passwords: this address's and what looks like one. */
    String masked(String text) {
        var masked = text;
        for (var secret : secrets()) {
            masked = masked.replace(secret, "***");
        }
        masked = SECRET.matcher(masked).replaceAll("$1***");
        return USER_INFO.matcher(masked).replaceAll(found ->
            found.group(1) != null ? "$1***$3" : "$4***$6");
    }

    /** What must not be seen; a secret of a letter or two would make holes in every message. */
    private List<String> secrets() {
        var secrets = new ArrayList<String>();
        password.ifPresent(secrets::add);
        SECRET.matcher(url).results().forEach(found -> secrets.add(found.group(2)));
        USER_INFO.matcher(url).results().forEach(found ->
            secrets.add(found.group(1) != null ? found.group(2) : found.group(5)));
        return secrets.stream().filter(secret -> secret.length() > 2).toList();
    }

    /** The URL without passwords. */
    @Override
    public String toString() {
        return masked(url);
    }
}

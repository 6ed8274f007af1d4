package org.jolab.magics.drive.fake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the parameter {@code q} of files.list says.
 *
 * @param test    whether an item is meant
 * @param parents the only folders in which there can be any; empty where it may be any folder
 */
record Query(Predicate<Item> test, Optional<Set<String>> parents) {

    /** The ways to look at an item that need its surroundings. */
    interface Surroundings {

        boolean binned(Item item);

        String real(String id);
    }

    static Query of(String text, Surroundings surroundings) throws Refusal {
        if (text == null || text.isBlank()) {
            return new Query(item -> true, Optional.empty());
        }
        var parser = new Parser(text, surroundings);
        var query = parser.alternatives();
        if (!parser.atEnd()) {
            throw Refusal.badRequest("Invalid Value");
        }
        return query;
    }

    private Query and(Query other) {
        return new Query(test.and(other.test), parents.isPresent() ? parents : other.parents);
    }

    private Query or(Query other) {
        if (parents.isEmpty() || other.parents.isEmpty()) {
            return new Query(test.or(other.test), Optional.empty());
        }
        var all = new LinkedHashSet<>(parents.get());
        all.addAll(other.parents.get());
        return new Query(test.or(other.test), Optional.of(all));
    }

    /** The grammar: or over and over not over a comparison. */
    private static final class Parser {

        private static final Pattern TOKEN =
            Pattern.compile("\\s*('(?:[^'\\\\]|\\\\.)*'|[()]|!=|<=|>=|[=<>]|[A-Za-z0-9_.]+|\\S)");

        private final List<String> tokens = new ArrayList<>();
        private final Surroundings surroundings;
        private int at;

        Parser(String text, Surroundings surroundings) {
            var matcher = TOKEN.matcher(text);
            while (matcher.find()) {
                tokens.add(matcher.group(1));
            }
            this.surroundings = surroundings;
        }

        boolean atEnd() {
            return at == tokens.size();
        }

        Query alternatives() throws Refusal {
            var query = conjunction();
            while (accept("or")) {
                query = query.or(conjunction());
            }
            return query;
        }

        private Query conjunction() throws Refusal {
            var query = negation();
            while (accept("and")) {
                query = query.and(negation());
            }
            return query;
        }

        private Query negation() throws Refusal {
            if (accept("not")) {
                return new Query(negation().test.negate(), Optional.empty());
            }
            if (accept("(")) {
                var query = alternatives();
                if (!accept(")")) {
                    throw Refusal.badRequest("Invalid Value");
                }
                return query;
            }
            return comparison();
        }

        private Query comparison() throws Refusal {
            var left = next();
            var operator = next();
            var right = next();
            if (operator.equals("in")) {
                return contained(text(left), right);
            }
            if (operator.equals("has")) {
                throw Refusal.badRequest("Invalid Value");
            }
            var value = text(right);
            var test = switch (left) {
                case "name" -> named(operator, value);
                case "mimeType" -> compared(operator, value, item -> item.mimeType);
                case "trashed" -> compared(operator, value, item -> "" + surroundings.binned(item));
                case "starred", "sharedWithMe" -> compared(operator, value, item -> "false");
                case "modifiedTime" -> compared(operator, value, item -> Item.time(item.modified));
                case "createdTime" -> compared(operator, value, item -> Item.time(item.created));
                case "shortcutDetails.targetId" -> compared(operator, value, item -> item.target);
                default -> throw Refusal.badRequest("Invalid Value");
            };
            return new Query(test, Optional.empty());
        }

        private Query contained(String value, String collection) throws Refusal {
            return switch (collection) {
                case "parents" -> {
                    var folder = surroundings.real(value);
                    yield new Query(item -> item.parent.equals(folder), Optional.of(Set.of(folder)));
                }
                case "owners", "writers", "readers" -> new Query(item -> true, Optional.empty());
                default -> throw Refusal.badRequest("Invalid Value");
            };
        }

        /** Names are compared as Google does it: without regard to case. */
        private static Predicate<Item> named(String operator, String value) throws Refusal {
            var wanted = value.toLowerCase(Locale.ROOT);
            return compared(operator, wanted, item -> item.name.toLowerCase(Locale.ROOT));
        }

        private static Predicate<Item> compared(String operator, String value,
                                                Function<Item, String> property) throws Refusal {
            return switch (operator) {
                case "=" -> item -> property.apply(item).equals(value);
                case "!=" -> item -> !property.apply(item).equals(value);
                case "contains" -> item -> property.apply(item).startsWith(value);
                case "<" -> item -> property.apply(item).compareTo(value) < 0;
                case ">" -> item -> property.apply(item).compareTo(value) > 0;
                case "<=" -> item -> property.apply(item).compareTo(value) <= 0;
                case ">=" -> item -> property.apply(item).compareTo(value) >= 0;
                default -> throw Refusal.badRequest("Invalid Value");
            };
        }

        private boolean accept(String token) {
            if (at < tokens.size() && tokens.get(at).equals(token)) {
                at++;
                return true;
            }
            return false;
        }

        private String next() throws Refusal {
            if (atEnd()) {
                throw Refusal.badRequest("Invalid Value");
            }
            return tokens.get(at++);
        }

        private static String text(String token) {
            return token.startsWith("'")
                ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1")
                : token;
        }
    }
}

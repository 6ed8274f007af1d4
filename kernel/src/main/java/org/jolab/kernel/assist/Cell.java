package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jolab.kernel.cell.Token;
import org.jolab.kernel.cell.Tokens;

/**
 * A cell, cut, with the place of a name in question.
 *
 * @param tokens its tokens
 * @param chunks what it declares and runs
 * @param word the number of tokens before the name
 * @param chunk the chunk to which the name belongs; empty if it begins a new one
 * @param typed what is there of the name
 */
record Cell(Tokens tokens, List<Chunk> chunks, int word, Optional<Chunk> chunk, String typed) {

    /** A cell in which a name is being typed, from {@code start} to {@code end}. */
    static Cell unfinished(Tokens tokens, int start, int end) {
        var typed = tokens.code().substring(start, end);
        var chunks = Chunk.of(tokens, start);
        var word = tokens.before(start);
        var chunk = chunks.stream()
            .filter(c -> c.first() < word && word < c.last() || c.first() == word && !typed.isEmpty() && word < c.last()
                || c.last() == word && continues(tokens, c))
            .reduce((first, second) -> second);
        return new Cell(tokens, chunks, word, chunk, typed);
    }

    /** A cell as it stands, to look at the name that is its token {@code word}. */
    static Cell finished(Tokens tokens, int word) {
        var chunks = Chunk.of(tokens, tokens.code().length());
        return new Cell(tokens, chunks, word,
            chunks.stream().filter(c -> c.first() <= word && word < c.last()).findFirst(), tokens.text(word));
    }

    /** Whether what follows {@code chunk} is part of it: it has no end, and its last line calls for more. */
    private static boolean continues(Tokens tokens, Chunk chunk) {
        var last = tokens.text(chunk.last() - 1);
        if (last.equals(";") || last.equals("}")) {
            return false;
        }
        var lineEnd = tokens.code().indexOf('\n', chunk.end());
        var onLine = lineEnd < 0 || tokens.before(lineEnd) < tokens.size()
            && tokens.list().get(tokens.before(lineEnd) - 1).end() > chunk.end();
        var complete = tokens.isName(chunk.last() - 1) || last.equals(")") || last.equals("]")
            || tokens.list().get(chunk.last() - 1).kind() != Token.Kind.SIGN && !tokens.isWord(chunk.last() - 1);
        return onLine || !complete || chunk.kind() != Chunk.Kind.STATEMENT;
    }

    /**
     * The declarations of variables before the name in question that matter: those of names that fit it, unless it
     * follows a dot, and those that its own chunk needs, by way of others perhaps. All others would cost time.
     */
    List<Chunk> declarations() {
        var wanted = new HashSet<String>();
        chunk.ifPresent(own -> addNames(own, wanted));
        var found = new ArrayList<Chunk>();
        for (var i = chunks.size() - 1; i >= 0; i--) {
            var candidate = chunks.get(i);
            var declared = candidate.declared(tokens);
            if (candidate.first() < word && chunk.filter(candidate::equals).isEmpty()
                    && (declared.isEmpty() ? mayBind(candidate)
                        : declared.stream().anyMatch(name -> wanted.contains(name) || mayBeTyped(name)))) {
                addNames(candidate, wanted);
                found.addFirst(candidate);
            }
        }
        return found;
    }

    private boolean mayBeTyped(String name) {
        return !isOfReceiver() && Matching.of(typed, name) != Matching.NONE;
    }

    /** Whether a pattern in it may declare a variable for what follows, as in {@code if (!(a instanceof B b)) …}. */
    private boolean mayBind(Chunk of) {
        return of.kind() == Chunk.Kind.STATEMENT && tokens.text(of.first()).equals("if")
            && IntStream.range(of.first(), of.last()).anyMatch(i -> tokens.text(i).equals("instanceof"));
    }

    private void addNames(Chunk of, Set<String> names) {
        for (var i = of.first(); i < of.last(); i++) {
            if (tokens.isName(i)) {
                names.add(tokens.text(i));
            }
        }
    }

    /** Whether the name follows a dot or two colons: then it is enough to know what stands before it. */
    boolean isOfReceiver() {
        return tokens.text(word - 1).equals(".") || tokens.text(word - 1).equals("::");
    }

    /** The text of {@code chunk} from the token {@code from} to the token {@code to}, excluding that. */
    String text(int from, int to) {
        return from >= to ? "" : tokens.code().substring(tokens.list().get(from).start(),
            tokens.list().get(to - 1).end());
    }

    /** The first token of {@code chunk} that may stand where chunks of its kind are put. */
    int first(Chunk chunk) {
        return chunk.kind() == Chunk.Kind.STATEMENT
            ? Modifiers.skipForLocal(tokens, chunk.first(), chunk.last()) : chunk.first();
    }

    /** All words that may be names. */
    Set<String> names() {
        var names = new LinkedHashSet<String>();
        for (var i = 0; i < tokens.size(); i++) {
            if (tokens.isName(i)) {
                names.add(tokens.text(i));
            }
        }
        return names;
    }
}

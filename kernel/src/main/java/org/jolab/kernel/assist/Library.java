package org.jolab.kernel.assist;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jolab.kernel.assist.Neighbourhood.View;
import org.jolab.kernel.cell.Tokens;

/** What the sources at hand tell of declarations. Used by the assistant's thread. */
final class Library implements AutoCloseable {

    /** How many overridden methods are looked at for a comment that they might lend. */
    private static final int MOST_LENDERS = 6;

    private final Neighbourhood neighbourhood;
    private final Sources sources;

    Library(Neighbourhood neighbourhood, Sources sources) {
        this.neighbourhood = neighbourhood;
        this.sources = sources;
    }

    /**
     * What is told of the first of {@code declarations}; of what it leaves out, the others, which it overrides, tell.
     */
    Optional<Documented> find(View view, List<Declaration> declarations) {
        if (declarations.isEmpty()) {
            return Optional.empty();
        }
        var own = find(view, declarations.getFirst());
        var doc = own.map(Documented::doc).orElse(Doc.EMPTY);
        for (var lender : declarations.subList(1, Math.min(declarations.size(), MOST_LENDERS))) {
            if (doc.isComplete()) {
                break;
            }
            doc = doc.or(find(view, lender).map(Documented::doc).orElse(Doc.EMPTY));
        }
        var settled = doc.settled();
        return own.map(found -> new Documented(settled, found.parameters(), found.source()))
            .or(() -> settled.isEmpty() ? Optional.empty() : Optional.of(new Documented(settled, List.of(), "")));
    }

    /** The names of the parameters of overloads in one class, as its source has them; empty where it has none. */
    List<List<String>> parameters(View view, List<Declaration> overloads) {
        var none = overloads.stream().map(overload -> List.<String>of()).toList();
        var text = overloads.isEmpty() ? Optional.<String>empty() : sources.text(overloads.getFirst());
        return text.map(source -> neighbourhood.analyze(view, source, task ->
            Documented.findAll(task, source, overloads).stream()
                .map(found -> found.map(Documented::parameters).orElse(List.of())).toList())).orElse(none);
    }

    private Optional<Documented> find(View view, Declaration declaration) {
        if (declaration.file().filter(file -> "cell".equals(file.getScheme())).isPresent()) {
            return ofCell(view, declaration);
        }
        var text = sources.text(declaration);
        return text.isPresent()
            ? neighbourhood.analyze(view, text.get(), task -> Documented.find(task, text.get(), declaration))
            : sources.page(declaration).flatMap(page -> JavadocPage.find(page, declaration));
    }

    private Optional<Documented> ofCell(View view, Declaration declaration) {
        return neighbourhood.origin(declaration.topClass()).flatMap(origin -> {
            var own = origin.code().substring(origin.start(), origin.end());
            var text = "class " + declaration.types().getFirst() + "{\n"
                + DocComment.before(Tokens.of(origin.code()), origin.start()) + "\n" + own + "\n}";
            return neighbourhood.analyze(view, text, task -> Documented.find(task, text, declaration));
        });
    }

    @Override
    public void close() throws IOException {
        sources.close();
    }
}

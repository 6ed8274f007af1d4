package org.jolab.kernel.display;

import java.net.URI;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.api.Picture;
import org.jolab.api.Renderer;

/**
 * Turns values into what a notebook shows; used by any thread, each rendering on its own.
 *
 * <p>Renderers that the notebook's author has registered come first, then values that are {@link Displayable}, then
 * what the kernel knows. Nothing that a value does makes it fail: every value has at least a text.
 */
public final class Renderers {

    private final Limits limits;
    private final List<Registered<?>> registered = new CopyOnWriteArrayList<>();

    /** Renderers that show at most {@code limits}. */
    public Renderers(Limits limits) {
        this.limits = limits;
    }

    /** One entry of the author's. */
    private record Registered<T>(Class<T> type, Renderer<? super T> renderer) {

        MimeBundle render(Object value) {
            return renderer.render(type.cast(value));
        }
    }

    /**
     * Renders values of {@code type}, and of its subtypes that have none of their own, by {@code renderer} from now on.
     * It replaces one for a class of the same name, which may be an older form of that class.
     */
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {
        registered.removeIf(old -> old.type.getName().equals(type.getName()));
        registered.add(new Registered<>(type, renderer));
    }

    /** All forms of {@code value}; never fails, and has {@code text/plain} always. */
    public MimeBundle render(Object value) {
        if (isPlain(value) && registered.isEmpty()) {
            return preformatted(String.valueOf(value));
        }
        try (var foreign = new Foreign(limits.patience())) {
            var text = new TextForm(limits, foreign, item -> customText(item, foreign));
            var custom = custom(value, foreign);
            if (custom.isEmpty()) {
                return builtIn(value, text);
            }
            if (!custom.get().isFailure()) {
                return custom.get().value().data().containsKey("text/plain") ? custom.get().value()
                    : custom.get().value().with("text/plain", text.whole(value));
            }
            var plain = text.whole(value);
            return preformatted("‹" + custom.get().failure() + "›\n" + plain);
        } catch (StackOverflowError e) {
            return preformatted(Types.name(value.getClass()) + ", too deep to be shown");
        }
    }

    /** JSON text, or a value made of maps, lists and scalars, as a tree. */
    public MimeBundle json(Object value) {
        return JsonValues.ofValue(value, limits);
    }

    private static boolean isPlain(Object value) {
        return value == null || value instanceof Integer || value instanceof Double || value instanceof Long
            || value instanceof Boolean;
    }

    /** What the author or the value itself says; empty if neither does. */
    private Optional<Foreign.Answer<MimeBundle>> custom(Object value, Foreign foreign) {
        if (value == null) {
            return Optional.empty();
        }
        var own = mostSpecific(value);
        if (own.isPresent()) {
            return Optional.of(foreign.ask("the renderer of " + Types.name(own.get().type),
                () -> Bundles.checked(own.get().render(value))));
        }
        return switch (value) {
            case MimeBundle bundle -> Optional.of(foreign.ask("the bundle", () -> Bundles.checked(bundle)));
            case Displayable displayable ->
                Optional.of(foreign.ask("toMimeBundle()", () -> Bundles.checked(displayable.toMimeBundle())));
            default -> Optional.empty();
        };
    }

    private Optional<String> customText(Object value, Foreign foreign) {
        return registered.isEmpty() && !(value instanceof Displayable) ? Optional.empty()
            : custom(value, foreign).flatMap(Foreign.Answer::optional)
                .map(bundle -> bundle.data().get("text/plain")).map(foreign::text);
    }

    /** The registered type nearest to the value's: a subtype before its supertype, a class before an interface. */
    private Optional<Registered<?>> mostSpecific(Object value) {
        Registered<?> best = null;
        for (var each : registered) {
            if (each.type.isInstance(value) && (best == null || isNearer(each.type, best.type))) {
                best = each;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isNearer(Class<?> type, Class<?> best) {
        return best.isAssignableFrom(type)
            || !type.isAssignableFrom(best) && (best.isInterface() || !type.isInterface());
    }

    private MimeBundle builtIn(Object value, TextForm text) {
        var known = value == null ? Optional.<Foreign.Answer<MimeBundle>>empty() : ByName.render(value, text);
        if (known.isPresent() && !known.get().isFailure()) {
            return known.get().value();
        }
        if (known.isPresent()) {
            return preformatted(Types.name(value.getClass()) + " ‹" + known.get().failure() + "›");
        }
        return switch (value) {
            case byte[] bytes when Picture.of(bytes).isPresent() -> Picture.of(bytes).orElseThrow().toMimeBundle();
            case URI address -> linked(address.toString());
            case URL address -> linked(address.toExternalForm());
            // Colours in the way of terminals: front ends understand them in plain text only.
            case String string when string.indexOf('\u001b') >= 0 -> MimeBundle.text(text.whole(string));
            case null, default -> structured(value, text);
        };
    }

    private MimeBundle structured(Object value, TextForm text) {
        if (value instanceof Collection<?> || value instanceof Object[]) {
            var gallery = gallery(value, text);
            if (gallery.isPresent()) {
                return gallery.get();
            }
        }
        var table = Tables.of(value, writer(text, 3));
        if (table.isPresent()) {
            // Rows read best below each other in a terminal too; pairs and matrices have a shorter form there.
            var isRows = !(value instanceof Map || value instanceof Record || Types.isNestedArray(value));
            return isRows ? table(table.get())
                : MimeBundle.text(text.whole(value)).with("text/html", table.get().toHtml());
        }
        var plain = text.whole(value);
        if (value != null && !Types.hasToString(value) && plain.startsWith(Types.name(value.getClass()) + "{")) {
            return MimeBundle.text(plain).with("text/html", Tables.ofFields(value, writer(text, 1)).toHtml());
        }
        return preformatted(plain);
    }

    /** A writer with a budget of its own, {@code times} as large, for another form of the value. */
    private TextForm writer(TextForm text, int times) {
        return new TextForm(limits.withCharacters(limits.characters() * times), text.foreign(),
            item -> customText(item, text.foreign()));
    }

    private Optional<MimeBundle> gallery(Object value, TextForm text) {
        var shown = value instanceof Collection<?> items ? Shown.of(items, limits.rows(), text.foreign())
            : Shown.ofArray(value, limits.rows());
        if (shown.size() == 0 || !shown.all().allMatch(item -> item != null && ByName.isImage(item.getClass()))) {
            return Optional.empty();
        }
        return text.foreign().ask("drawing", () -> Pictures.gallery(shown)).optional().flatMap(html -> html)
            .map(html -> MimeBundle.text(Types.containerName(value) + " of " + Cut.counted(shown.size(), "image"))
                .with("text/html", html));
    }

    private static MimeBundle linked(String address) {
        return MimeBundle.text(Cut.line(2000, address)).with("text/html", Html.link(address));
    }

    static MimeBundle preformatted(String text) {
        return MimeBundle.text(text).with("text/html", Html.preformatted(text));
    }

    static MimeBundle table(Table table) {
        return MimeBundle.text(table.toText()).with("text/html", table.toHtml());
    }
}

package org.jolab.widgets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;
import org.jolab.api.UsageError;

/**
 * A widget whose view is a JavaScript module of your own, written as anywidget has it: its default export has a
 * function {@code render({model, el})}. Attributes are shared with it, and either side may change them.
 *
 * <p>It is shown where anywidget's package for the front end is installed ({@code pip install anywidget}, for
 * JupyterLab, Notebook and VS Code); elsewhere the front end says that it lacks the module "anywidget".
 *
 * <pre>{@code
 * var counter = AnyWidget.of("""
 *     export default {
 *       render({model, el}) {
 *         const button = document.createElement("button");
 *         const show = () => button.textContent = "count is " + model.get("count");
 *         button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
 *         model.on("change:count", show);
 *         show();
 *         el.append(button);
 *       }
 *     }""", Map.of("count", 0));
 * counter.observe("count", n -> System.out.println(n));
 * counter
 * }</pre>
 *
 * @see <a href="https://anywidget.dev">anywidget</a>
 */
public final class AnyWidget extends DomWidget<AnyWidget> {

    private static final String MODULE = "anywidget";

    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();

    private record Receiver(Origin origin, BiConsumer<Object, List<byte[]>> action) {}

    private AnyWidget(String module, String css, Map<String, ?> attributes) {
        super(model(module, css, attributes));
    }

    /** A widget of a module, and the attributes that it shares: JSON values, bytes or other widgets. */
    public static AnyWidget of(String module, Map<String, ?> attributes) {
        return of(module, "", attributes);
    }

    /** A widget of a module, a style sheet, and the attributes that it shares. */
    public static AnyWidget of(String module, String css, Map<String, ?> attributes) {
        return new AnyWidget(module, css, attributes);
    }

    private static Model model(String module, String css, Map<String, ?> shared) {
        var attributes = new LinkedHashMap<String, Attribute>();
        var usual = Model.of("BoxModel").attributes();
        for (var name : List.of("_dom_classes", "layout", "tabbable", "tooltip")) {
            attributes.put(name, usual.get(name));
        }
        put(attributes, "_anywidget_id", "org.jolab.AnyWidget");
        put(attributes, "_esm", module);
        put(attributes, "_css", css);
        shared.forEach((name, value) -> {
            if (attributes.containsKey(name)) {
                throw new UsageError(name + " can't be an attribute of your own: all widgets of this kind have it.");
            }
            put(attributes, name, value);
        });
        // Whichever version the front end has: the parts that this relies on are the same in all of them.
        return new Model("AnyModel", MODULE, "*", new Model.View(MODULE, "*", "AnyView"), attributes);
    }

    private static void put(Map<String, Attribute> attributes, String name, Object value) {
        attributes.put(name, new Attribute(name, "any", true, value, List.of()));
    }

    /** Sends a message to the module, which gets it as {@code msg:custom}. */
    public AnyWidget send(Map<String, ?> content, byte[]... buffers) {
        sendCustom(content, List.of(buffers));
        return this;
    }

    /** Calls {@code listener} with each message that the module sends by {@code model.send}. */
    public AnyWidget onMessage(BiConsumer<Object, List<byte[]>> listener) {
        receivers.add(new Receiver(Notebook.origin(), listener));
        return this;
    }

    @Override
    void custom(Object content, List<byte[]> buffers) {
        receivers.forEach(each -> happen(each.origin, () -> each.action.accept(content, buffers)));
    }
}

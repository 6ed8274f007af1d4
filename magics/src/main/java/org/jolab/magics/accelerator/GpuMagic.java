package org.jolab.magics.accelerator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.gpu.Device;
import org.jolab.gpu.MemoryReport;
import org.jolab.gpu.Profile;
import org.jolab.gpu.cuda.Cuda;
import org.jolab.gpu.cuda.CudaDevice;
import org.jolab.gpu.cuda.library.Finding;

/** {@code %gpu}: what there is to compute with, how busy it is, and why tensors are made where they are. */
final class GpuMagic {

    private static final long USUAL_SECONDS = 1;

    private final String program;

    /** Asks {@code program}, that is {@code nvidia-smi}. */
    GpuMagic(String program) {
        this.program = program;
    }

    Magic declaration() {
        return Magic.both("gpu", "Shows the GPUs, what uses their memory, the libraries, and where tensors are made.")
            .flag("-w, --watch", "again and again, until the cell is interrupted")
            .option("-n, --interval SECONDS", "how often it is refreshed; every second if not given")
            .argument("[WHAT]", "memory: the notebook's tensors by name; profile: what those of a cell cost",
                _ -> List.of("memory", "profile"))
            .aroundJava()
            .details("""
                %gpu
                %gpu --watch
                %gpu memory

                %%gpu profile
                var y = x.matmul(w).relu();
                y.sum().item()""")
            .does(this::run);
    }

    private Object run(MagicCall call) throws Exception {
        var what = call.argument("WHAT").orElse("");
        if (call.isCell() != what.equals("profile")) {
            throw call.usage("%%gpu profile measures the cell below it; all else is a line, %gpu.");
        }
        switch (what) {
            case "" -> show(call);
            case "memory" -> Notebook.display(memory(call.workspace()));
            case "profile" -> {
                return profile(call);
            }
            default -> throw call.usage("%gpu knows memory and profile, but not \"" + what + "\".");
        }
        return null;
    }

    /** What the cell returns, as without the magic. */
    private static Object profile(MagicCall call) throws Exception {
        var value = new Object[1];
        Notebook.display(Profile.of(() -> {
            value[0] = call.runBody();
            return value[0];
        }));
        return value[0];
    }

    private static MemoryReport memory(Workspace workspace) {
        var variables = new LinkedHashMap<String, Object>();
        workspace.variables().forEach(variable -> variables.put(variable.name(), variable.value()));
        return MemoryReport.of(Stream.concat(Stream.of(Device.CPU), Device.cudas().stream()).toList(), variables);
    }

    private void show(MagicCall call) throws InterruptedException {
        var seconds = call.number("--interval", USUAL_SECONDS);
        if (seconds < 1) {
            throw new UsageError("An interval is 1 second or more.");
        }
        var shown = Notebook.display(report());
        if (call.has("--watch") || call.has("--interval")) {
            watch(shown.id(), seconds);
        }
    }

    /** Until the cell is interrupted, which is how one stops watching and so no failure. */
    private void watch(String id, long seconds) {
        try {
            while (true) {
                Thread.sleep(Duration.ofSeconds(seconds));
                Notebook.update(id, report());
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    /** A heading and what is said below it. */
    private record Part(String heading, List<String> lines) {
    }

    private MimeBundle report() throws InterruptedException {
        var survey = Card.survey(program);
        var parts = new ArrayList<Part>();
        parts.add(new Part("GPU", survey.cards().isEmpty() ? without(survey.trouble())
            : survey.cards().stream().map(GpuMagic::described).toList()));
        parts.add(new Part("Tensors", tensors()));
        parts.add(new Part("Libraries", Cuda.libraries().stream().map(GpuMagic::described).toList()));
        return MimeBundle.text(text(parts)).with("text/html", html(parts));
    }

    /** What the driver itself says of the cards, where the tool that knows more is missing, as in some containers. */
    private static List<String> without(String trouble) {
        var lines = new ArrayList<>(Device.cudas().stream().map(device -> device + ": " + CudaDevice.of(device)
            .context().name()).toList());
        lines.add(lines.isEmpty() ? "none: " + trouble : "Their load and temperature are not known: " + trouble);
        return lines;
    }

    private static String described(Card card) {
        var memory = card.memory();
        var used = memory.total() < 0 ? "" : " · %.1f of %.1f GiB in use".formatted(memory.used() / 1024.0,
            memory.total() / 1024.0);
        return "%d: %s · driver %s%s%s%s".formatted(card.index(), card.name(), card.driver(), used,
            number(" · load %d %%", card.load()), number(" · %d °C", card.celsius()));
    }

    private static String number(String form, OptionalInt value) {
        return value.isPresent() ? form.formatted(value.getAsInt()) : "";
    }

    private static String described(Finding finding) {
        return switch (finding) {
            case Finding.Found found -> "✓ " + found;
            case Finding.Missing missing -> "✗ " + missing;
        };
    }

    private static List<String> tensors() {
        var lines = new ArrayList<>(List.of(DeviceMagic.described()));
        for (var device : Device.cudas()) {
            var card = CudaDevice.of(device);
            lines.add(device + ": " + card.report() + (card.state().equals("idle") ? "" : "; " + card.state()));
        }
        return lines;
    }

    private static String text(List<Part> parts) {
        var width = parts.stream().mapToInt(part -> part.heading().length()).max().orElse(0) + 2;
        return parts.stream().map(part -> {
            var first = part.heading() + " ".repeat(width - part.heading().length());
            return first + String.join("\n" + " ".repeat(width), part.lines());
        }).collect(Collectors.joining("\n"));
    }

    private static String html(List<Part> parts) {
        return parts.stream().map(part -> "<tr style=\"background:none\"><th style=\"text-align:left;"
            + "vertical-align:top\">" + part.heading() + "</th><td style=\"text-align:left\">"
            + part.lines().stream().map(GpuMagic::escaped).collect(Collectors.joining("<br>")) + "</td></tr>")
            .collect(Collectors.joining("", "<table>", "</table>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}

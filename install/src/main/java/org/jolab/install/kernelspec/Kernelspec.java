package org.jolab.install.kernelspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jolab.api.UsageError;
import org.jolab.install.client.Json;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;
import org.jolab.install.machine.Reasons;
import org.jolab.magics.environment.JvmOptions;

/**
 * A folder in which Jupyter finds how to start a kernel, here always one of ours: {@code kernel.json}, the logos, the
 * start-up cache.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs">kernelspecs</a>
 */
public record Kernelspec(Path folder, JsonNode json) {

    private static final List<String> LOGOS = List.of("logo-svg.svg", "logo-32x32.png", "logo-64x64.png");
    private static final String FILE = "kernel.json";
    private static final String OPTIONS = "jvm.options";

    /** The kernelspec in {@code folder}; empty if there is none, or none of ours. */
    public static Optional<Kernelspec> read(KernelFolder folder) {
        var file = folder.path().resolve(FILE);
        try {
            return Optional.of(new Kernelspec(folder.path(), Json.MAPPER.readTree(file.toFile())))
                .filter(spec -> spec.json.at("/metadata/jolab/home").isTextual());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether {@code folder} holds a kernelspec of another kernel. */
    public static boolean isForeign(KernelFolder folder) {
        return Files.exists(folder.path().resolve(FILE)) && read(folder).isEmpty();
    }

    /**
     * Writes a kernelspec, in place of one that is there.
     *
     * @throws UsageError if the folder cannot be written
     */
    public static Kernelspec write(KernelFolder folder, String displayName, Launch launch) {
        var path = folder.path();
        try {
            Files.createDirectories(path);
            for (var logo : LOGOS) {
                try (InputStream in = Kernelspec.class.getResourceAsStream("/org/jolab/install/" + logo)) {
                    Files.copy(in, path.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            var options = new JvmOptions(path.resolve(OPTIONS));
            options.write(List.of());
            var json = json(displayName, launch, options);
            // Last and at once: Jupyter sees a kernel when this file is there.
            var part = path.resolve(FILE + ".part");
            Files.write(part, (Json.PRETTY.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(part, path.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Kernelspec(path, json);
        } catch (IOException e) {
            throw new UsageError("Cannot write the kernel into " + path + " (" + Reasons.of(e)
                + "); choose another place with --user or --prefix DIR.", e);
        }
    }

    /** Deletes the kernelspec with all that belongs to it. */
    public void delete() {
        try {
            for (var cache : AotCache.all(folder)) {
                Files.delete(cache);
            }
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder.resolve(OPTIONS));
            for (var logo : LOGOS) {
                Files.deleteIfExists(folder.resolve(logo));
            }
            try (var rest = Files.list(folder)) {
                if (rest.findAny().isEmpty()) {
                    Files.delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UsageError("Cannot delete the kernel in " + folder + " (" + Reasons.of(e) + ").", e);
        }
    }

    /** Whether the file is there without which {@code java} would refuse to start. */
    public boolean isWhole() {
        return StreamSupport.stream(json.path("argv").spliterator(), false).map(JsonNode::asText)
            .filter(word -> word.startsWith("@")).allMatch(word -> Files.isReadable(Path.of(word.substring(1))));
    }

    /** Its name, by which notebooks ask for it. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** What it starts; the JDK's build is the one that it was installed with. */
    public Launch launch() {
        var ours = json.at("/metadata/jolab");
        var jdk = new Jdk(Path.of(ours.path("jdk").asText()), ours.path("jdk_build").asText());
        var arguments = StreamSupport.stream(ours.path("jvm_arguments").spliterator(), false)
            .map(JsonNode::asText).toList();
        var launch = Launch.of(jdk, new Distribution(Path.of(ours.path("home").asText())), arguments);
        return cacheArgument().map(launch::with).orElse(launch);
    }

    private Optional<Path> cacheArgument() {
        return StreamSupport.stream(json.path("argv").spliterator(), false).map(JsonNode::asText)
            .filter(word -> word.startsWith("-XX:AOTCache=")).findFirst()
            .map(word -> Path.of(word.substring(word.indexOf('=') + 1)));
    }

    private static ObjectNode json(String displayName, Launch launch, JvmOptions options) {
        var json = Json.object();
        var command = new ArrayList<>(launch.command());
        // Behind all others, so that these prevail.
        command.add(command.indexOf("-jar"), options.argument());
        command.forEach(json.putArray("argv")::add);
        json.put("display_name", displayName);
        json.put("language", "java");
        json.put("interrupt_mode", "message");
        json.put("kernel_protocol_version", "5.5");
        json.putObject("env");
        var metadata = json.putObject("metadata");
        metadata.putArray("supported_encryption").add("curve");
        var ours = metadata.putObject("jolab");
        ours.put("version", Distribution.version());
        ours.put("home", launch.distribution().home().toString());
        ours.put("jdk", launch.jdk().home().toString());
        ours.put("jdk_build", launch.jdk().build());
        launch.jvmArguments().forEach(ours.putArray("jvm_arguments")::add);
        return json;
    }
}

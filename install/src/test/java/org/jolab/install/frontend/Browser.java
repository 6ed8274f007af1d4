package org.jolab.install.frontend;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium with a fresh profile; it ends with {@link #close}. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu",
        "--disable-background-networking", "--disable-sync", "--no-first-run");

    private final Playwright playwright;
    private final BrowserContext context;

    /** Starts it with its profile in {@code profile}. */
    Browser(Path profile) {
        var executable = find();
        var noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
        var options = new BrowserType.LaunchPersistentContextOptions()
            .setExecutablePath(executable).setArgs(FLAGS).setHeadless(true);
        context = playwright.chromium().launchPersistentContext(profile, options);
    }

    private static Path find() {
        return Stream.of(System.getenv("PATH").split(":"))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new AssertionError("The front-end tests cannot run: there is no Chromium on the PATH ("
                + String.join(", ", NAMES) + "). Debian: apt-get install chromium."));
    }

    /** A new tab. */
    Page page() {
        return context.newPage();
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
    }
}

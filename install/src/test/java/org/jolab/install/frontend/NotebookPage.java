package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jolab.install.conformance.Environment;
import org.opentest4j.AssertionFailedError;

/** One notebook open in JupyterLab, by the things that a person sees and touches. */
final class NotebookPage {

    private static final double PATIENCE = 60_000;
    /** Until the number of a cell that was run becomes a star, which asks no kernel. */
    private static final double REACTION = 10_000;

    private final Page page;
    /** Else it is Notebook 7. */
    private final boolean isLab;

    /** Opens the notebook and waits until its kernel is ready. */
    NotebookPage(Page page, String address) {
        this.page = page;
        page.setViewportSize(1280, 900);
        page.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        isLab = address.contains("/lab/");
        page.navigate(address);
        page.locator(".jp-NotebookPanel .jp-Cell").first().waitFor();
        awaitIdle();
    }

    /** Saves the notebook and loads the page again. */
    void saveAndReload() {
        page.keyboard().press("Control+s");
        pause(Duration.ofSeconds(2));
        page.reload();
        page.locator(".jp-NotebookPanel .jp-Cell").first().waitFor();
        awaitIdle();
    }

    /** Waits until the kernel says that it has nothing to do. */
    void awaitIdle() {
        assertThat(indicator("Idle")).isVisible();
    }

    /** The tab that shows it. */
    Page tab() {
        return page;
    }

    /** Waits until the kernel says that it works. */
    void awaitBusy() {
        assertThat(indicator("Busy")).isVisible();
    }

    private Locator indicator(String status) {
        if (!isLab) {
            return page.locator(".jp-NotebookKernelStatus, .jp-Notebook-ExecutionIndicator[data-status='"
                + status.toLowerCase(Locale.ROOT) + "']").last();
        }
        // The status bar, since the circle of the tool bar looks idle before there is a kernel.
        return page.locator("#jp-main-statusbar").getByText(Pattern.compile("\\| " + status + "$"));
    }

    /** The cell at an index, counted from 0. */
    Locator cell(int index) {
        return page.locator(".jp-NotebookPanel .jp-Cell[data-windowed-list-index='" + index + "']");
    }

    /** What a cell has printed, shown or thrown. */
    Locator outputs(int index) {
        return cell(index).locator(".jp-OutputArea-output");
    }

    /** The number beside a cell: {@code [1]:}, or {@code [*]:} while it runs. */
    Locator prompt(int index) {
        return cell(index).locator(".jp-InputPrompt");
    }

    /** Waits until some output of a cell has this text. */
    void awaitOutput(int index, String text) {
        var matching = outputs(index).filter(new Locator.FilterOptions().setHasText(text));
        assertThat(matching.first()).isVisible();
    }

    /** Runs all cells, by the menu. */
    void runAll() {
        menu("Run", "runmenu:run-all");
    }

    /** Runs one cell, by the keyboard; as people do, once more if nothing happens because the page was not ready. */
    void run(int index) {
        var before = prompt(index).textContent();
        press(index);
        try {
            assertThat(prompt(index)).not().hasText(before,
                new LocatorAssertions.HasTextOptions().setTimeout(REACTION));
        } catch (AssertionFailedError nothing) {
            press(index);
        }
    }

    private void press(int index) {
        cell(index).locator(".cm-content").click();
        page.keyboard().press("Control+Enter");
    }

    private void menu(String name, String command) {
        var exactly = new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$"));
        page.locator(".lm-MenuBar-itemLabel", exactly).click();
        page.locator(".lm-Menu-item[data-command='" + command + "']").click();
    }

    /** Presses the square of the tool bar. */
    void interrupt() {
        page.locator("[data-command='notebook:interrupt-kernel']").first().click();
    }

    /** Presses the round arrow of the tool bar and agrees. */
    void restart() {
        page.locator("[data-command='notebook:restart-kernel']").first().click();
        page.locator(".jp-Dialog .jp-mod-accept").click();
    }

    /** Replaces a cell's text and leaves the cursor at its end. */
    void type(int index, String text) {
        cell(index).locator(".cm-content").click();
        page.keyboard().press("Control+A");
        page.keyboard().press("Delete");
        // As pasted: the editor closes brackets by itself for what is typed.
        page.keyboard().insertText(text);
    }

    /** Presses keys as Playwright names them. */
    void press(String keys) {
        page.keyboard().press(keys);
    }

    /** Lets the page go on for a while. */
    void pause(Duration time) {
        page.waitForTimeout(time.toMillis());
    }

    /** The list of completions. */
    Locator completions() {
        return page.locator(".jp-Completer");
    }

    /** What Shift+Tab shows. */
    Locator tooltip() {
        return page.locator(".jp-Tooltip");
    }

    /** The box in which a cell asks for a line. */
    Locator stdin(int index) {
        return cell(index).locator(".jp-Stdin-input");
    }

    /** Keeps a picture for people to look at. */
    void screenshot(String name) {
        var file = Environment.TARGET.resolve(Path.of("screenshots", name + ".png"));
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}

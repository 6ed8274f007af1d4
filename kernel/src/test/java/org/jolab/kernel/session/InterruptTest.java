package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jolab.kernel.Interpreter.Failure;
import org.jolab.kernel.Interpreter.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {

    private static final long A_LONG_WHILE_SECONDS = 20;

    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "while (true) {}",
        "for (long i = 0; ; i++) { if (i < 0) { break; } }",
        "void spin() { while (true) {} } spin();",
        "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } fib(90)",
        "IntStream.iterate(0, i -> i).forEach(i -> {});",
        "IntStream.range(0, Integer.MAX_VALUE).parallel().forEach(i -> { while (true) {} });",
        "while (true) { System.nanoTime(); }",
        "Thread.sleep(100_000);",
        "new CountDownLatch(1).await();",
        "var monitor = new Object(); synchronized (monitor) { monitor.wait(); }",
        "while (true) { try { Thread.sleep(10_000); } catch (InterruptedException e) { } }",
        "while (true) { try { while (true) {} } catch (Throwable t) { } }",
        "new LinkedBlockingQueue<String>().take()",
        "CompletableFuture.runAsync(() -> { while (true) {} }).join();",
        "Object lock = new Object(); new Thread(() -> { synchronized (lock) { try { Thread.sleep(30_000); } "
            + "catch (InterruptedException e) {} } }).start(); Thread.sleep(100); synchronized (lock) { }",
    })
    void anInterruptStops(String code) throws Exception {
        notebook.value("int alive = 1;");
        var failure = assertInstanceOf(Failure.class, runAndInterrupt(code));
        assertEquals("KeyboardInterrupt", failure.ename());
        assertEquals("2", notebook.value("alive + 1"));
    }

    @Test
    void twentyTimesInARow() throws Exception {
        for (var i = 0; i < 20; i++) {
            assertInstanceOf(Failure.class, runAndInterrupt("while (true) { Math.sqrt(2); }"));
            assertEquals(Integer.toString(i), notebook.value("" + i));
        }
    }

    @Test
    void theProcessorIsIdleAfterwards() throws Exception {
        runAndInterrupt("IntStream.range(0, 1_000_000).parallel().forEach(i -> { while (true) {} });");
        var threads = ManagementFactory.getThreadMXBean();
        var before = cpuOfPool(threads);
        Thread.sleep(500);
        assertTrue(cpuOfPool(threads) - before < TimeUnit.MILLISECONDS.toNanos(250), "a thread still burns");
    }

    @Test
    void anInterruptWhileIdleDoesNothing() {
        notebook.session.interrupt();
        assertEquals("3", notebook.value("1 + 2"));
    }

    @Test
    void whatCannotBeStoppedSaysSo() throws Exception {
        var library = "var big = new java.math.BigInteger(\"3\").pow(200_000); "
            + "for (var n = System.nanoTime(); System.nanoTime() - n < 0; ) {} "
            + "java.util.Arrays.asList(1, 2).sort((a, b) -> 0); java.math.BigInteger.TWO.pow(7).modPow("
            + "big, big.add(java.math.BigInteger.ONE)).bitLength()";
        var running = CompletableFuture.supplyAsync(() -> notebook.run(library));
        awaitFrame("java.math.BigInteger", "modPow");
        notebook.session.interrupt();
        for (var i = 0; i < 100 && notebook.printed.isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertTrue(notebook.printed.toString().contains("restart the kernel"), notebook.printed::toString);
        assertTrue(notebook.printed.toString().contains("BigInteger"), notebook.printed::toString);
        assertEquals(false, running.isDone());
    }

    private Outcome runAndInterrupt(String code) throws Exception {
        var running = CompletableFuture.supplyAsync(() -> notebook.run(code),
            task -> Thread.ofPlatform().daemon().start(task));
        awaitFrame("REPL.$Cell$", "$run");
        Thread.sleep(200);
        assertTrue(!running.isDone(), () -> "ended by itself: " + running.join());
        notebook.session.interrupt();
        return running.get(A_LONG_WHILE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until the cell's thread is in that method. */
    private static void awaitFrame(String classPrefix, String method) throws InterruptedException {
        for (var i = 0; i < 3000; i++) {
            for (var entry : Thread.getAllStackTraces().entrySet()) {
                if (entry.getKey().getName().equals("cell") && Arrays.stream(entry.getValue()).anyMatch(frame ->
                        frame.getClassName().startsWith(classPrefix) && frame.getMethodName().equals(method))) {
                    return;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("The cell does not run.");
    }

    private static long cpuOfPool(ThreadMXBean threads) {
        var total = 0L;
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ForkJoinPool") || thread.getName().equals("cell")) {
                total += Math.max(0, threads.getThreadCpuTime(thread.threadId()));
            }
        }
        return total;
    }
}

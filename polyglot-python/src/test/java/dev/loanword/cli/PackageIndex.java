package dev.loanword.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A package index on this machine, for pip, with the wheels of a folder. It can be made to keep pip waiting. */
final class PackageIndex implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path wheels;
    private volatile CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch open = new CountDownLatch(0);

    PackageIndex(Path wheels) throws IOException {
        this.wheels = wheels;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/simple/";
    }

    /** Gives no answer until {@link #answer()}. */
    void keepWaiting() {
        asked = new CountDownLatch(1);
        open = new CountDownLatch(1);
    }

    /** Waits until pip has asked for something. */
    void awaitRequest() throws InterruptedException {
        asked.await();
    }

    void answer() {
        open.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.countDown();
        try (exchange) {
            open.await();
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.startsWith("/simple/") ? page(path.split("/")[2]) : file(path);
            exchange.getResponseHeaders()
                    .add("Content-Type", path.startsWith("/simple/") ? "text/html" : "application/octet-stream");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] page(String name) throws IOException {
        StringBuilder links = new StringBuilder("<!DOCTYPE html><html><body>");
        try (var files = Files.list(wheels)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(name + "-"))
                    .forEach(file -> links.append("<a href=\"/files/" + file + "\">" + file + "</a>"));
        }
        return links.append("</body></html>").toString().getBytes();
    }

    private byte[] file(String path) throws IOException {
        return Files.readAllBytes(wheels.resolve(path.substring(path.lastIndexOf('/') + 1)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

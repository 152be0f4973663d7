package dev.loanword.warm;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program has of the process that it runs for, beyond its descriptors.
 *
 * @param arguments the command line after {@code loanword}
 * @param environment the environment variables
 * @param folder the working directory
 * @param mask the mask of permissions for new files
 * @param pid the process
 * @param parent its parent
 */
public record WarmRequest(
        List<String> arguments, Map<String, String> environment, Path folder, int mask, long pid, long parent) {

    public WarmRequest {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** The request of this process. */
    static WarmRequest ofThisProcess(String[] arguments) throws IOException {
        int mask = 0;
        long parent = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("Umask:")) {
                mask = Integer.parseInt(value(line), 8);
            } else if (line.startsWith("PPid:")) {
                parent = Long.parseLong(value(line));
            }
        }
        return new WarmRequest(
                List.of(arguments),
                System.getenv(),
                Path.of(System.getProperty("user.dir")),
                mask,
                Long.parseLong(Path.of("/proc/self").toRealPath().getFileName().toString()),
                parent);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    WarmFrame frame() {
        List<String> texts = new ArrayList<>();
        texts.add(folder.toString());
        texts.add(Integer.toString(mask));
        texts.add(Long.toString(pid));
        texts.add(Long.toString(parent));
        texts.add(Integer.toString(arguments.size()));
        texts.addAll(arguments);
        environment.forEach((name, value) -> {
            texts.add(name);
            texts.add(value);
        });
        List<byte[]> all = new ArrayList<>();
        int size = 0;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            all.add(bytes);
            size += Integer.BYTES + bytes.length;
        }
        ByteBuffer content = ByteBuffer.allocate(size);
        for (byte[] bytes : all) {
            content.putInt(bytes.length).put(bytes);
        }
        return new WarmFrame(WarmFrame.Kind.RUN, content.array());
    }

    /** Reads one back; the client is of the same build and user, so what does not fit is a fault. */
    static WarmRequest of(WarmFrame frame) throws IOException {
        try {
            ByteBuffer content = ByteBuffer.wrap(frame.content());
            Path folder = Path.of(text(content));
            int mask = Integer.parseInt(text(content));
            long pid = Long.parseLong(text(content));
            long parent = Long.parseLong(text(content));
            List<String> arguments = new ArrayList<>();
            for (int left = Integer.parseInt(text(content)); left > 0; left--) {
                arguments.add(text(content));
            }
            Map<String, String> environment = new HashMap<>();
            while (content.hasRemaining()) {
                environment.put(text(content), text(content));
            }
            return new WarmRequest(arguments, environment, folder, mask, pid, parent);
        } catch (BufferUnderflowException | IllegalArgumentException broken) {
            throw new IOException("no request of a client of the warm host", broken);
        }
    }

    private static String text(ByteBuffer content) {
        int length = content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        content.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

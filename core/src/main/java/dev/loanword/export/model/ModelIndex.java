package dev.loanword.export.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;

/**
 * Which modules a jar or class folder has: the text file {@value #RESOURCE}, beside which the models lie.
 *
 * <p>It is UTF-8, with one module name a line. What follows a {@code #} is a comment; blank lines don't count.
 */
public final class ModelIndex {

    /** The folder of the index and the models, in a jar or class folder. */
    public static final String FOLDER = "META-INF/loanword/";

    /** The index itself. */
    public static final String RESOURCE = FOLDER + "modules";

    private static final String MODEL_SUFFIX = ".model";

    private static final int LARGEST_INDEX = 1 << 20;

    private ModelIndex() {}

    /**
     * A module that an index lists.
     *
     * @param moduleName the name to import
     * @param model where its model lies: in the jar or folder of the index
     */
    public record Entry(String moduleName, URL model) {

        /**
         * Reads the model.
         *
         * @throws ModelFormatException if it is malformed, or another module's; the message names the file
         * @throws IOException if it is not there or can't be read
         */
        public ModuleModel read() throws IOException {
            ModuleModel module;
            try (InputStream bytes = open(model)) {
                module = ModelFile.read(bytes);
            } catch (ModelFormatException malformed) {
                throw located(model, malformed);
            }
            if (!module.name().equals(moduleName)) {
                throw new ModelFormatException(model + ": this is the model of module " + module.name() + ", not of "
                        + moduleName + "; compile the core again");
            }
            return module;
        }
    }

    /** Where the model of a module lies, as the name of a resource. */
    public static String modelResource(String moduleName) {
        return FOLDER + moduleName + MODEL_SUFFIX;
    }

    /**
     * The modules of everything that a class loader sees, in the order of its class path. A name that two jars have comes
     * twice. No model is read yet.
     *
     * @throws ModelFormatException if an index is malformed; the message names the file
     * @throws IOException if one can't be read
     */
    public static List<Entry> find(ClassLoader loader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Enumeration<URL> indexes = loader.getResources(RESOURCE); indexes.hasMoreElements(); ) {
            URL index = indexes.nextElement();
            try (InputStream bytes = open(index)) {
                for (String name : read(bytes)) {
                    entries.add(new Entry(name, beside(index, name)));
                }
            } catch (ModelFormatException malformed) {
                throw located(index, malformed);
            }
        }
        return List.copyOf(entries);
    }

    /**
     * Reads an index.
     *
     * @param source stays open
     * @return the names, in order
     * @throws ModelFormatException if it is no UTF-8, a line is no module name, or a name comes twice
     * @throws IOException if the stream fails
     */
    public static List<String> read(InputStream source) throws IOException {
        byte[] bytes = source.readNBytes(LARGEST_INDEX + 1);
        if (bytes.length > LARGEST_INDEX) {
            throw new ModelFormatException("an index of modules has at most " + LARGEST_INDEX + " bytes, this one has more");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new ModelFormatException("the index of modules is no UTF-8");
        }
        List<String> names = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            number++;
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed;
            String line = text.substring(start, end);
            start = end + 1;
            int comment = line.indexOf('#');
            String name = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (name.isEmpty()) {
                continue;
            }
            if (!isModuleName(name)) {
                throw new ModelFormatException("line " + number + ": '" + name + "' is no module name");
            }
            if (names.contains(name)) {
                throw new ModelFormatException("line " + number + ": module " + name + " is listed twice");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /**
     * Writes an index.
     *
     * @param moduleNames in the order to be kept
     * @param target stays open
     * @throws IllegalArgumentException if one is no module name
     * @throws IOException if the stream fails
     */
    public static void write(Collection<String> moduleNames, OutputStream target) throws IOException {
        StringBuilder text = new StringBuilder("# The Python modules of this jar; their models lie beside this file.\n");
        for (String name : moduleNames) {
            if (!isModuleName(name)) {
                throw new IllegalArgumentException("'" + name + "' is no module name");
            }
            text.append(name).append('\n');
        }
        target.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Identifiers with dots between them; nothing that could lead out of the folder. */
    private static boolean isModuleName(String name) {
        boolean atStart = true;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (c == '.' && !atStart) {
                atStart = true;
                continue;
            }
            boolean fits = atStart ? c == '_' || Character.isUnicodeIdentifierStart(c) : isPart(c);
            if (!fits) {
                return false;
            }
            atStart = false;
        }
        return !atStart;
    }

    /** Java lets identifiers have control characters, which it ignores. */
    private static boolean isPart(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    /** The model in the same jar or folder, whatever else the class path has of that name. */
    private static URL beside(URL index, String moduleName) throws IOException {
        String text = index.toString();
        if (!text.endsWith(RESOURCE)) {
            throw new IOException("the class loader gave " + text + " for the resource " + RESOURCE);
        }
        String model = text.substring(0, text.length() - RESOURCE.length()) + modelResource(moduleName);
        try {
            return URI.create(model).toURL();
        } catch (IllegalArgumentException | MalformedURLException noUrl) {
            throw new IOException("no model can be read beside " + text, noUrl);
        }
    }

    /** Without a cache, which would keep the jar open and give its old content after it was replaced. */
    private static InputStream open(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static ModelFormatException located(URL file, ModelFormatException malformed) {
        ModelFormatException located = new ModelFormatException(file + ": " + malformed.getMessage());
        located.initCause(malformed);
        return located;
    }
}

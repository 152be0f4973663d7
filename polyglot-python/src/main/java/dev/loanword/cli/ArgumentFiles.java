package dev.loanword.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Puts the words of a file in the place of {@code @FILE}, among the options of a command that runs a program. */
final class ArgumentFiles {
    private ArgumentFiles() {}

    /**
     * The words with those of files in them. What follows the program is the program's own, and stays as it is; so is what a file
     * says in such words.
     *
     * @param words a command, its options, and perhaps a program with its arguments
     * @param folder where relative names of files begin
     * @param takesValue whether an option's value is the next word
     * @throws IllegalArgumentException if a file can't be read, or ends within quotes
     */
    static List<String> expanded(List<String> words, Path folder, Predicate<String> takesValue) {
        List<String> all = new ArrayList<>(words);
        int i = 1;
        while (i < all.size()) {
            String word = all.get(i);
            if (word.startsWith("@") && word.length() > 1) {
                List<String> ofFile = read(folder.resolve(word.substring(1)));
                all.remove(i);
                all.addAll(i, ofFile);
                i += ofFile.size();
            } else if (takesValue.test(word)) {
                i += 2;
            } else if (isOption(word)) {
                i++;
            } else {
                break;
            }
        }
        return all;
    }

    /** One that stands before the program and does not name it. */
    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-") && !word.equals("--") && !word.startsWith("-c") && !word.startsWith("-m");
    }

    private static List<String> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException none) {
            throw new IllegalArgumentException("there is no argument file " + file + "; a program of that name is started by ./@...");
        } catch (MalformedInputException noText) {
            throw new IllegalArgumentException("the argument file " + file + " is no UTF-8 text");
        } catch (IOException failure) {
            throw new IllegalArgumentException("can't read the argument file " + file + ": " + failure.getMessage());
        }
        try {
            return words(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the argument file " + file + " " + wrong.getMessage());
        }
    }

    /**
     * The words of a text: separated by spaces and line ends, which quotes of either kind keep within a word. Within double quotes a
     * backslash takes the next character as it is. From a {@code #} at the beginning of a word on, the line is a comment.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        int i = 0;
        while (i < text.length()) {
            char character = text.charAt(i++);
            if (quote != 0) {
                if (character == quote) {
                    quote = 0;
                } else if (quote == '"' && character == '\\' && i < text.length()) {
                    word.append(text.charAt(i++));
                } else {
                    word.append(character);
                }
            } else if (Character.isWhitespace(character)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
            } else if (character == '#' && word == null) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else {
                word = word == null ? new StringBuilder() : word;
                if (character == '"' || character == '\'') {
                    quote = character;
                } else {
                    word.append(character);
                }
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("ends within quotes that begin with " + quote);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}

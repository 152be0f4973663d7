package dev.loanword.export.model;

/**
 * One constant.
 *
 * @param name the name in Python
 * @param owner the binary name of the exported class, which declares or inherits the field
 * @param field the field's name
 * @param type what it holds
 */
public record ConstantModel(String name, String owner, String field, ValueType type) {}

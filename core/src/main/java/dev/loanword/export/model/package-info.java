/**
 * What a core exports, checked and complete: the data that call bodies, stubs and documentation are made from.
 *
 * <p>A model holds names and types, no classes: reading one loads nothing of the core.
 */
package dev.loanword.export.model;
